/** What columns and signs mean, in the words of the office. */
import { hasValue, type Cell } from '../../core/cell.ts';
import type { ColumnUse } from '../../mapping/new-version.ts';
import type { SignState, TableProfile } from '../../mapping/profile.ts';

const MEANINGS: Readonly<Record<ColumnUse['meaning'], string>> = {
  area: 'Schlüssel der Raumeinheit',
  section: 'Abschnitt vor dem Namen der Raumeinheit',
  date: 'Stichtag',
  dimension: 'Gliederung',
  label: 'Bezeichnung zur Gliederung',
  value: 'Wert',
  measure: 'Merkmal: was gezählt ist',
  quality: 'Qualitätszeichen',
  rows: 'Auswahl der Zeilen',
};

/** `Wert „personen“` */
export function meaningText({ meaning, name }: ColumnUse): string {
  return name === undefined ? MEANINGS[meaning] : `${MEANINGS[meaning]} „${name}“`;
}

export const SIGN_MEANINGS: Readonly<Record<SignState, string>> = {
  nil: 'Null (genau nichts)',
  rounded_zero: 'Null (gerundet)',
  suppressed: 'kein Wert (geheim)',
  unknown: 'kein Wert (unbekannt)',
  unreliable: 'kein Wert (nicht sicher genug)',
  not_applicable: 'kein Wert (nicht sinnvoll)',
  not_yet: 'kein Wert (kommt später)',
  missing: 'kein Wert (nicht geliefert)',
};

/** To the last digit, as it was read. */
const READ = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 15 });

/** `12,5`, `Null (genau nichts)`, `kein Wert (geheim)` */
export function readText(cell: Cell): string {
  const { state } = cell;
  if (!hasValue(cell)) return SIGN_MEANINGS[state as SignState];
  if (state === 'nil' || state === 'rounded_zero') return SIGN_MEANINGS[state];
  const text = READ.format(cell.value);
  return state === 'low_reliability' ? `${text} (eingeschränkt aussagekräftig)` : text;
}

export const DECIMALS: Readonly<Record<TableProfile['decimal'], string>> = {
  comma: 'Komma: 12,3',
  point: 'Punkt: 12.3',
  proven: 'Das Programm liest es aus jeder Spalte ab und hält an, wenn es nicht eindeutig ist.',
};

/** `0559 Siegburg-Nord` */
export function shownArea({ key, name }: { readonly key: string; readonly name: string }): string {
  return `${key} ${name}`;
}

export function signText(sign: string): string {
  return sign === '' ? 'leere Zelle' : `Zeichen „${sign}“`;
}
