import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import { loadCatalogue } from './catalogue.ts';

const LEVELS = `id: quartier
name: Quartiere
region: [6.8, 51.1, 7.1, 51.3]
source: { connector: geodata, config: { files: q.geojson }, layout: { form: geojson } }
editions:
  - { validFrom: 2015-01-01, file: alt.geojson }
  - { validFrom: 2022-01-01, file: neu.geojson }
key: { property: Nr }
nameProperty: Name
metadata: { contact: a, datasource: b, description: c, updateInterval: YEARLY }
`;

const EDITIONS = `id: quartier-2022
title: Quartiere vor 2022
level: quartier
from: { edition: 2015-01-01 }
validFrom: 2022-01-01
`;
const MERGE = `id: haan
title: Sozialräume aus statistischen Bezirken
level: quartier
from: open
validFrom: 2015-01-01
merge:
  '01': ['011', '012']
  '02': ['021']
`;
const FROM_FILE = `${EDITIONS}weightsOn: 2021-12-31\nfile: quartier-2022.csv\n`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kmsync-crosswalk-'));
  write('mappings/levels/quartier.yaml', LEVELS);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), content);
}

async function load(yaml: string, csv?: string | Uint8Array) {
  write('mappings/crosswalks/probe.yaml', yaml);
  if (csv !== undefined) write('mappings/crosswalks/quartier-2022.csv', csv);
  return (await loadCatalogue([folder])).crosswalks;
}

/** The mistakes without the introduction. */
async function mistakes(yaml: string, csv?: string | Uint8Array): Promise<string[]> {
  const error: unknown = await load(yaml, csv).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SyncError)) throw new RangeError('nothing was wrong');
  return error.message.split('\n').slice(1);
}

describe('crosswalks', () => {
  it('hold their parts with the line they stand on', async () => {
    const crosswalks = await load(
      `${EDITIONS}weightsOn: 2021-12-31\nparts:\n  - { from: '101', to: '101', weight: 0.25 }\n  - { from: '101', to: '102', weight: 0.75 }\n`,
    );

    expect(crosswalks.get('quartier-2022')).toMatchObject({
      level: 'quartier',
      from: { kind: 'edition', validFrom: '2015-01-01' },
      validFrom: '2022-01-01',
      weightsOn: '2021-12-31',
      file: 'mappings/crosswalks/probe.yaml',
      parts: [
        { row: 8, from: '101', to: '101', weight: 0.25 },
        { row: 9, from: '101', to: '102', weight: 0.75 },
      ],
    });
  });

  it('merge whole areas without weights, as the seven areas of Haan are made of districts', async () => {
    const crosswalks = await load(MERGE);

    expect(crosswalks.get('haan')).toMatchObject({
      from: { kind: 'open' },
      weightsOn: null,
      parts: [
        { row: 7, from: '011', to: '01', weight: 1 },
        { row: 7, from: '012', to: '01', weight: 1 },
        { row: 8, from: '021', to: '02', weight: 1 },
      ],
    });
  });

  it('read a table beside the file, with comma or point', async () => {
    const crosswalks = await load(FROM_FILE, '\uFEFFfrom;to;weight\r\n101;101;0,25\r\n101;102;0.75\r\n');

    const found = crosswalks.get('quartier-2022');
    expect(found?.file).toBe('quartier-2022.csv');
    expect(found?.parts).toEqual([
      { row: 2, from: '101', to: '101', weight: 0.25 },
      { row: 3, from: '101', to: '102', weight: 0.75 },
    ]);
  });

  it('change their hash with the table beside the file', async () => {
    const before = await load(FROM_FILE, 'from;to;weight\n1;2;1\n');
    const after = await load(FROM_FILE, 'from;to;weight\n1;3;1\n');

    expect(after.get('quartier-2022')?.sha256).not.toBe(before.get('quartier-2022')?.sha256);
  });

  it.each([
    ['101;102;1,5', ':2:1 „1,5“ ist kein Anteil zwischen 0 und 1.'],
    ['101;102;25 %', ':2:1 „25 %“ ist kein Anteil zwischen 0 und 1.'],
    [';102;1', ':2:1 Ein Gebietsschlüssel ist nicht leer.'],
    ['101;102', ':2:1 '],
    ['', ':1:1 Die Tabelle enthält keine Zeile.'],
  ])('name file and line of a mistake in the table: %s', async (line, message) => {
    const found = await mistakes(FROM_FILE, `from;to;weight\n${line}\n`);

    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`mappings/crosswalks/quartier-2022.csv${message}`);
  });

  it('want a table in UTF-8 with three columns of their names', async () => {
    const other = await mistakes(FROM_FILE, 'alt;neu;anteil\n1;2;1\n');
    const latin = await mistakes(FROM_FILE, Buffer.from('from;to;weight\nSüd;2;1\n', 'latin1'));

    expect(other[0]).toMatch(/:1:1 Die erste Zeile nennt die Spalten from;to;weight/);
    expect(latin[0]).toMatch(/quartier-2022\.csv:\d+:1 /);
  });

  it('say that the table is not there', async () => {
    expect(await mistakes(FROM_FILE)).toEqual([
      'mappings/crosswalks/quartier-2022.csv:1:1 Diese Datei gibt es nicht.',
    ]);
  });

  it('want exactly one way of saying the parts, and the base date of weights', async () => {
    const none = await mistakes(`${EDITIONS}weightsOn: 2021-12-31\n`);
    const undated = await mistakes(`${EDITIONS}parts: [{ from: '1', to: '2', weight: 1 }]\n`);
    const outside = await mistakes(`${EDITIONS}weightsOn: 2021-12-31\nfile: ../fremd.csv\n`);

    expect(none[0]).toContain('Nötig ist genau eines von „parts“, „merge“ und „file“.');
    expect(undated[0]).toContain('„weightsOn“ fehlt');
    expect(outside[0]).toContain(':7:1 file: Der Name einer CSV-Datei');
  });

  it('name levels, editions and keys that exist', async () => {
    const level = await mistakes(MERGE.replace('level: quartier', 'level: block'));
    const edition = await mistakes(MERGE.replace('2015-01-01', '2016-01-01'));
    const keys = await mistakes(MERGE.replace('from: open', "from: { keys: ['011', '021'] }"));
    const same = await mistakes(MERGE.replace('from: open', 'from: { edition: 2015-01-01 }'));

    expect(level[0]).toContain(':3:1 Die Raumebene „block“ gibt es nicht.');
    expect(edition[0]).toContain(
      ':5:1 Ab 2016-01-01 beginnt keine Ausgabe. Die Ebene „quartier“ hat Ausgaben ab 2015-01-01, 2022-01-01.',
    );
    expect(keys[0]).toContain(':4:9 Der Schlüssel „012“ wird umgerechnet, fehlt aber hier.');
    expect(same[0]).toContain(':4:9 Alte und neue Ausgabe sind dieselbe.');
  });

  it('convert between two editions only once', async () => {
    write(
      'mappings/crosswalks/zweite.yaml',
      `${EDITIONS.replace('quartier-2022', 'z')}merge: { '1': ['2'] }\n`,
    );

    const found = await mistakes(`${EDITIONS}merge: { '1': ['2'] }\n`);

    expect(found).toEqual([
      'mappings/crosswalks/zweite.yaml:4:1 Dieselben beiden Ausgaben rechnet schon „quartier-2022“ um.',
    ]);
  });
});
