/** What columns and signs mean, in the words of the office. */
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
