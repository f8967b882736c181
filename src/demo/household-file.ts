/**
 * `haushalte.csv`: fixed width in spite of its name, all dates in one file, code page 850, implied decimals and
 * an end-of-file byte, as an old HHGEN run leaves it. `haushalte_satzaufbau.csv` is its record layout.
 */
import { HOUSEHOLD_TYPES } from './demo-codes.ts';
import { encodeText } from './encode-text.ts';
import type { County } from './generate-county.ts';
import { tallyHouseholds } from './tally.ts';
import { editionOn, RESIDUAL_KEY } from './territory.ts';

/** A alphanumeric, N numeric; `decimals`: digits after the point that is not written. */
const RECORD = [
  { field: 'QUARTIER', length: 6, type: 'A', decimals: 0, codes: 'QUARTIER' },
  { field: 'QNAME', length: 24, type: 'A', decimals: 0, codes: '' },
  { field: 'STICHTAG', length: 8, type: 'A', decimals: 0, codes: 'JJJJMMTT' },
  { field: 'HHTYP', length: 2, type: 'A', decimals: 0, codes: 'HHTYP' },
  { field: 'ANZAHL', length: 7, type: 'N', decimals: 0, codes: '' },
  { field: 'PERSONEN', length: 7, type: 'N', decimals: 0, codes: '' },
  { field: 'WOHNFL', length: 10, type: 'N', decimals: 1, codes: '' },
] as const;
const END_OF_FILE = Buffer.from([0x1a]);

export function householdFile(county: County): Buffer {
  const lines = county.snapshots.flatMap((snapshot) => {
    const areas = [
      ...editionOn(county.territory, snapshot.date).quartiere,
      { key: RESIDUAL_KEY, name: 'nicht zuzuordnen' },
    ];
    const day = snapshot.date.replaceAll('-', '');
    return tallyHouseholds(county, snapshot).flatMap((types, index) =>
      types.flatMap(([count, persons, area], type) => {
        if (count === 0) return [];
        const { key, name } = areas[index]!;
        return [record([key, name, day, HOUSEHOLD_TYPES[type]!.code, count, persons, area])];
      }),
    );
  });
  return Buffer.concat([encodeText(lines.join(''), 'cp850'), END_OF_FILE]);
}

export function householdRecordLayout(): Buffer {
  let from = 1;
  const lines = RECORD.map(({ field, length, type, decimals, codes }) => {
    const line = [field, from, from + length - 1, type, decimals, codes].join(';');
    from += length;
    return line;
  });
  return encodeText(
    ['FELD;VON;BIS;TYP;DEZIMALSTELLEN;SCHLUESSEL', ...lines, ''].join('\r\n'),
    'windows-1252',
  );
}

function record(values: readonly (string | number)[]): string {
  const fields = RECORD.map(({ length, type }, i) => {
    const text = String(values[i]);
    return type === 'N' ? text.padStart(length) : text.slice(0, length).padEnd(length);
  });
  return `${fields.join('')}\r\n`;
}
