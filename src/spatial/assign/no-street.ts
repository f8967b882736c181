/** Why an address names no street of the directory: no address at all, a post box or an office, or just unknown. */
import type { Cause } from './match-result.ts';
import type { SoughtWords } from './street-finder.ts';

/** Against the normalised name: letters and digits only. */
const HOMELESS = /^(?:ofw|ohnefestenwohnsitz|ohnewohnsitz|wohnsitzlos|obdachlos|ohneanschrift|ohneadresse)$/;
const NOTHING = /^(?:unbekannt|keineangabe|ka|entfaellt|nachunbekannt|nachunbekanntverzogen)$/;
const BOX = /^(?:postfach\d*|postlagernd)$/;
const OFFICE =
  /^(?:rathaus|stadtverwaltung|gemeindeverwaltung|kreisverwaltung|kreishaus|sozialamt|ordnungsamt|buergeramt|buergerbuero|einwohnermeldeamt|jobcenter|jugendamt|amtsgericht)$/;

/** Asked only where the directory has no such street: there are streets called "Am Rathaus". */
export function causeWithoutStreet({ key, normalised }: SoughtWords): Cause {
  if (key === '' && normalised === '') return 'no_address';
  if (HOMELESS.test(normalised) || NOTHING.test(normalised)) return 'no_address';
  if (BOX.test(normalised) || OFFICE.test(normalised)) return 'po_box_or_office';
  return 'unknown_street';
}
