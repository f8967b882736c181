/**
 * Writes `mappings/codes/ags-nrw.yaml` from the quarterly extract of the Gemeindeverzeichnis (GV-ISys):
 * `npx tsx tests/support/write-ags-codes.ts AuszugGV2QAktuell.xlsx > mappings/codes/ags-nrw.yaml`
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { rawValue, type RawRow } from '../../src/core/table.ts';
import { readWorkbook } from '../../src/formats/sheet.ts';

/** Satzart of a Land, Regierungsbezirk, Kreis and Gemeinde; regions and associations are no units of ours. */
const KINDS = new Set(['10', '20', '40', '60']);
const LAND = '05';
/** On this day the Städteregion Aachen took the place of the Kreis and the kreisfreie Stadt Aachen. */
const CHANGE = { last: '2009-10-20', first: '2009-10-21', since: '1976-07-01' };
const AACHEN = { region: '05334', town: '05334002', formerKreis: '05354', formerTown: '05313' };

export interface Unit {
  readonly key: string;
  readonly name: string;
}

/** Units of NRW with their AGS of 2, 3, 5 or 8 digits, in order of the key. */
export function unitsOf(rows: readonly RawRow[]): Unit[] {
  return rows
    .flatMap(({ cells }) => {
      const [kind = '', , land, district = '', county = '', , town = '', name = ''] = cells.map((cell) =>
        String(rawValue(cell) ?? ''),
      );
      return KINDS.has(kind) && land === LAND ? [{ key: `${land}${district}${county}${town}`, name }] : [];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The same land before the Städteregion Aachen: nothing else has changed in NRW since 1976. */
export function unitsBefore(units: readonly Unit[]): Unit[] {
  return units
    .flatMap(({ key, name }): Unit[] => {
      if (key === AACHEN.region) return [{ key: AACHEN.formerKreis, name: 'Aachen, Kreis' }];
      if (key === AACHEN.town)
        return ['', '000'].map((tail) => ({
          key: `${AACHEN.formerTown}${tail}`,
          name: 'Aachen, krfr. Stadt',
        }));
      if (!key.startsWith(AACHEN.region)) return [{ key, name }];
      return [{ key: `${AACHEN.formerKreis}${key.slice(5)}`, name }];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

export function agsYaml(units: readonly Unit[], edition: string): string {
  const codes = (list: readonly Unit[]) =>
    list.map(({ key, name }) => `      '${key}': { label: '${name.replaceAll("'", "''")}' }`);
  return [
    '# yaml-language-server: $schema=../../config/schema/codes.schema.json',
    `# Quelle: Gemeindeverzeichnis-Informationssystem GV-ISys, ${edition}.`,
    '# © Statistische Ämter des Bundes und der Länder, Datenlizenz Deutschland – Namensnennung – Version 2.0',
    '# (https://www.govdata.de/dl-de/by-2-0). Erzeugt von tests/support/write-ags-codes.ts; nicht von Hand ändern.',
    'id: ags-nrw',
    'title: Amtliche Gemeindeschlüssel in Nordrhein-Westfalen',
    'editions:',
    `  - validFrom: '${CHANGE.since}'`,
    `    validTo: '${CHANGE.last}'`,
    '    codes:',
    ...codes(unitsBefore(units)),
    `  - validFrom: '${CHANGE.first}'`,
    '    codes:',
    ...codes(units),
    '',
  ].join('\n');
}

async function write(file: string): Promise<void> {
  const workbook = await readWorkbook({ file: path.basename(file), path: file }, (found) => {
    throw new Error(found.code);
  });
  const sheet = workbook?.sheets.find(({ name }) => name.startsWith('Onlineprodukt_Gemeinden'));
  if (!sheet) throw new Error('this is no extract of the Gemeindeverzeichnis');
  const day = /(\d{2})(\d{2})(\d{4})$/.exec(sheet.name);
  const edition = day ? `Gebietsstand ${day[1]}.${day[2]}.${day[3]}` : sheet.name;
  process.stdout.write(agsYaml(unitsOf(sheet.rows), edition));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await write(process.argv[2] ?? '');
