/** Why records belong to no area, in words for people. */
import { CAUSES, type Cause } from './match-result.ts';

const TEXTS: Readonly<Record<Cause, string>> = {
  no_address: 'ohne Adresse',
  protected: 'geschützt',
  unknown_street: 'unbekannte Straße',
  unknown_number: 'unbekannte Hausnummer',
  ambiguous_range: 'mehrdeutiger Bereich',
  ambiguous_name: 'mehrdeutiger Name',
  outside_county: 'außerhalb',
  new_since_directory: 'neu seit dem Verzeichnis',
  po_box_or_office: 'Postfach oder Amt',
  bad_format: 'nicht lesbar',
  boundary_point: 'auf der Grenze',
};

/** `223 (geschützt 57, unbekannte Straße 166)`; undefined where everything has an area. */
export function residualText(counted: Readonly<Record<string, number>>): string | undefined {
  const found = CAUSES.flatMap((cause) => {
    const count = counted[cause] ?? 0;
    return count === 0 ? [] : [{ cause, count }];
  });
  if (found.length === 0) return undefined;
  const all = found.reduce((sum, { count }) => sum + count, 0);
  const parts = found.map(({ cause, count }) => `${TEXTS[cause]} ${count.toLocaleString('de-DE')}`);
  return `${all.toLocaleString('de-DE')} (${parts.join(', ')})`;
}
