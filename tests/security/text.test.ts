/** Text made to do harm where it is configuration, a label or a cell: it stays text, and costs no more than other text. */
import exceljs from 'exceljs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { Finding } from '../../src/core/finding.ts';
import { readGeojson } from '../../src/formats/geojson.ts';
import { readWorkbook } from '../../src/formats/sheet.ts';
import { jobFile } from '../../src/mapping/job.ts';
import { loadYaml } from '../../src/mapping/load.ts';
import { line } from '../../src/mapping/words.ts';
import { smallDelivery } from '../support/small-site.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { uploadWorld, type UploadWorld } from '../support/upload-world.ts';

/** A pattern that looks again and again at what it has seen would not be through in a minute. */
vi.setConfig({ testTimeout: 60_000 });

const folder = tempFolder();
let world: UploadWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['boese']).toBeUndefined();
});

const POISONED = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

describe('a name that is special to the language', () => {
  it.each(POISONED)('is an unknown key in a configuration: %s', (key) => {
    const read = loadYaml(`id: a\ntitle: A\n${key}: { boese: 1 }\n`, 'jobs/a.yaml', jobFile);

    expect(read.ok).toBe(false);
    expect(read.ok ? [] : read.problems.map(({ message }) => message)).toContain(
      `Unbekannter Schlüssel „${key}“.`,
    );
  });

  it.each(POISONED)('is a label like any other in a delivery: %s', async (label) => {
    world = await uploadWorld();
    const anna = await world.browser('anna', 'sync-editor');
    const [head = '', ...rows] = smallDelivery().trimEnd().split(/\r?\n/);
    const text = [`${head};${label}`, ...rows.map((row) => `${row};boese`)].join('\n');
    const run = await world.brought(anna, new File([`${text}\n`], 'personen_2022-12-31.csv'));
    const plain = await world.brought(
      anna,
      new File([`${text}\n`.replace(label, 'sonstiges')], 'personen_2022-12-31.csv'),
    );
    const codes = async (id: string) => (await world?.app.ledger.findings(id))?.map(({ code }) => code);

    expect(await codes(run)).toEqual(await codes(plain));
    expect(await world.textOf(anna, `/laeufe/${run}/pruefung`)).toContain(label);
  });

  it.each(POISONED)('is a sheet like any other: %s', async (name) => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet(name);
    sheet.getCell('A1').value = name;
    sheet.getCell('B1').value = 1;
    const findings: Finding[] = [];
    const file = folder.write('mappe.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
    const read = await readWorkbook(file, (found) => findings.push(found), {});

    expect(findings).toEqual([]);
    expect(read?.sheets.map((each) => each.name)).toEqual([name]);
  });

  it('is a property like any other of an area', async () => {
    const text = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"__proto__":{"boese":1},"id":"1"},"geometry":{"type":"Polygon","coordinates":[[[7,50],[8,50],[8,51],[7,50]]]}}]}`;
    const findings: Finding[] = [];
    await readGeojson(folder.write('a.geojson', text), (found) => findings.push(found));

    expect(findings.filter(({ severity }) => severity === 'block')).toEqual([]);
  });
});

describe('YAML that grows', () => {
  const open = z.unknown();

  it('by aliases of aliases is refused and not unfolded', () => {
    const levels = 'bcdefghij'.split('');
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...levels.map((name, index) => {
        const before = 'abcdefghi'[index];
        return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(',')}]`;
      }),
    ].join('\n');

    expect(loadYaml(bomb, 'jobs/a.yaml', open).ok).toBe(false);
  });

  it('by depth, by a tag of its own or by one that runs code is refused', () => {
    for (const text of ['!!js/function "() => 1"', '!<tag:yaml.org,2002:js/undefined> x', '!boese { a: 1 }'])
      expect(loadYaml(text, 'jobs/a.yaml', jobFile).ok).toBe(false);
    expect(loadYaml('['.repeat(20_000), 'jobs/a.yaml', jobFile).ok).toBe(false);
  });
});

describe('a cell that almost fits', () => {
  const almost = [
    `${'1.'.repeat(200_000)}x`,
    `${'1'.repeat(400_000)}x`,
    `${' '.repeat(400_000)}x`,
    `${'a-'.repeat(200_000)}!`,
    'Aa straße '.repeat(40_000),
    '01.01.'.repeat(60_000),
  ];

  it.each(almost.map((cell) => [cell.slice(0, 12), cell] as const))(
    'costs no more than its length: %s…',
    async (_begin, cell) => {
      world = await uploadWorld();
      const anna = await world.browser('anna', 'sync-editor');
      const [head = '', first = '', ...rest] = smallDelivery().trimEnd().split(/\r?\n/);
      const count = first.split(';').length;
      const poisoned = Array.from({ length: count }, (_, at) =>
        first
          .split(';')
          .map((value, index) => (index === at ? cell : value))
          .join(';'),
      );
      const text = [head, ...poisoned, ...rest].join('\n');
      const run = await world.brought(anna, new File([`${text}\n`], 'personen_2022-12-31.csv'));

      expect(await world.stateOf(run)).toBe('check_failed');
      const findings = await world.app.ledger.findings(run);
      expect(findings.length).toBeGreaterThan(0);
      expect(Math.max(...findings.map((found) => JSON.stringify(found).length))).toBeLessThan(10_000);
    },
  );
});

describe('what KomMonitor would show as a page', () => {
  it.each(['<img src=x onerror=alert(1)>', 'a<b', 'a\nb', 'a\u0000b', 'a\u001b[2J'])(
    'is no name of ours: %j',
    (name) => {
      expect(line.safeParse(name).success).toBe(false);
    },
  );
});
