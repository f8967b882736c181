/** `kmsync disclosure audit --table` as an office uses it, on tables with known answers of sdcTable and τ-Argus. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TableAudit } from '../../src/engine/disclosure/audit-table.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { kmsync } from '../support/kmsync.ts';

vi.setConfig({ testTimeout: 120_000 });

const SAMPLES = path.resolve(import.meta.dirname, '../../../shared/samples/sdc');
const present = existsSync(SAMPLES);
if (!present) process.stdout.write('samples are not here: the tables of sdcTable and τ-Argus are skipped\n');

let folder: string;
beforeAll(() => {
  requireBuilt();
  folder = mkdtempSync(path.join(tmpdir(), 'kmsync-table-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);

async function audit(...args: string[]): Promise<{ code: number | null; document: TableAudit }> {
  const { code, stdout, stderr } = await kmsync(['disclosure', 'audit', ...args, '--json'], folder);
  expect(stderr).not.toMatch(/[{}]/);
  return { code, document: JSON.parse(stdout) as TableAudit };
}

const FOUR = `title: Vier mal vier
file: vier.csv
delimiter: ','
kind: count
dimensions: [{ column: v1 }, { column: v2 }]
value: freq
status: { column: status, open: [s], primary: [u], secondary: [m] }
protection: { amount: 1 }
zeros: hidden
`;

describe.skipIf(!present)('the table of four by four (K4, K5)', () => {
  const four = () => readFileSync(path.join(SAMPLES, 'sdctable/problem4x4.csv'), 'utf8');

  it('gives one secret cell away exactly, and says from what it follows', async () => {
    write('vier.csv', four());
    write('vier.yaml', FOUR);

    const { code, document } = await audit('--table', path.join(folder, 'vier.yaml'), '--protect');
    const text = await kmsync(['disclosure', 'audit', '--table', 'vier.yaml'], folder);

    expect([code, text.code]).toEqual([3, 3]);
    expect(document).toMatchObject({ state: 'exposed', primary: 9, secondary: 0, relations: 9 });
    expect(document.secrets.filter(({ isWide }) => !isWide)).toMatchObject([
      { cell: 'w/b', interval: { lo: 47, hi: 47 } },
    ]);
    expect(document.proposal).toMatchObject({ secondary: ['x/d'], cost: 31, bound: 31, proven: true });
    expect(text.stdout).toContain('w/b: 47 bis 47, ZU ENG; folgt aus ');
    expect(text.stdout).toContain('Das Muster hält dem Angriff nicht stand.');
  });

  it('is safe with one cell more', async () => {
    write('vier.csv', four().replace('x,d,31,s', 'x,d,31,m'));
    write('vier.yaml', FOUR);

    const { code, document } = await audit('--table', path.join(folder, 'vier.yaml'));

    expect(code).toBe(0);
    expect(document).toMatchObject({ state: 'safe', primary: 9, secondary: 1, findings: [] });
    expect(document.secrets.find(({ cell }) => cell === 'w/b')?.interval).toEqual({ lo: 0, hi: 78 });
  });
});

const SIZES = `title: Größen und Regionen
file: pp.tab
delimiter: ';'
kind: amount
decimal: comma
header: false
dimensions:
  - { column: 1, total: Total }
  - { column: 2, total: Total, hierarchy: { file: region2.hrc, lead: '@' }, further: ['99'] }
value: 3
weight: 5
status: { column: 9, open: [S], primary: [U], secondary: [M], frozen: [E] }
protection: { lower: 10, upper: 11 }
`;

describe.skipIf(!present)('the table of τ-Argus with sizes and regions (K11)', () => {
  const theirs = () => {
    const marks = new Map(
      readFileSync(path.join(SAMPLES, 'tauargus/Simple2D_expected_modular.txt'), 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','))
        .map(([size, region, , mark]) => [`${size};${region}`, mark]),
    );
    return readFileSync(path.join(SAMPLES, 'tauargus/pp.tab'), 'utf8')
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => {
        const [size, region] = line.split(';');
        return marks.get(`${size};${region}`) === '11' ? line.replace(/;S;(?=[^;]*;[^;]*$)/, ';M;') : line;
      })
      .join('\n');
  };

  it('stands the attack with their pattern, and three sums that miss by one are told, not refused', async () => {
    copyFileSync(path.join(SAMPLES, 'tauargus/region2.hrc'), path.join(folder, 'region2.hrc'));
    write('pp.tab', theirs());
    write('groessen.yaml', SIZES);

    const { code, document } = await audit('--table', path.join(folder, 'groessen.yaml'), '--protect');

    expect(document.findings.map((one) => one.code)).toEqual(Array(3).fill('disclosure.table-sum-rounded'));
    expect(code).toBe(0);
    expect(document).toMatchObject({ state: 'safe', cells: 162, primary: 9, secondary: 12 });
    expect(document.proposal).toMatchObject({ outcome: 'safe', proven: true });
    expect(document.proposal?.secondary.length).toBeLessThanOrEqual(6);
  });
});

describe('a table that is not as described', () => {
  it('is refused with line and column of the description', async () => {
    write('a.csv', 'ort;anzahl\nA;5\n');
    write(
      'a.yaml',
      `title: A\nfile: a.csv\ndelimiter: ';'\nkind: count\ndimensions: [{ column: gebiet }]\nvalue: anzahl\nthreshold: 3\n`,
    );

    const { code, stdout, stderr } = await kmsync(['disclosure', 'audit', '--table', 'a.yaml'], folder);

    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toContain(
      'a.yaml:5:16 Die Spalte „gebiet“ gibt es in a.csv nicht. Vorhanden: ort, anzahl.',
    );
  });

  it('is not audited where a sum is wrong; row, found and expected are told', async () => {
    write('b.csv', 'ort;anzahl\nA;5\nB;2\nalle;17\n');
    write(
      'b.yaml',
      `title: B\nfile: b.csv\ndelimiter: ';'\nkind: count\ndimensions: [{ column: ort, total: alle }]\nvalue: anzahl\nthreshold: 3\n`,
    );

    const { code, document } = await audit('--table', path.join(folder, 'b.yaml'));

    expect(code).toBe(3);
    expect(document).toMatchObject({ state: 'unreadable', proposal: null });
    expect(document.findings).toMatchObject([
      { code: 'disclosure.table-sum', place: { file: 'b.csv', row: 4 }, found: '17', expected: '7' },
    ]);
  });

  it('finds a small count that nobody has hidden well enough', async () => {
    write('c.csv', 'ort;anzahl\nA;5\nB;2\nC;10\nalle;17\n');
    write(
      'c.yaml',
      `title: C\nfile: c.csv\ndelimiter: ';'\nkind: count\ndimensions: [{ column: ort, total: alle }]\nvalue: anzahl\nthreshold: 3\n`,
    );

    const { code, document } = await audit('--table', path.join(folder, 'c.yaml'), '--protect');

    expect(code).toBe(3);
    expect(document.secrets).toMatchObject([
      { cell: 'B', interval: { lo: 2, hi: 2 }, witnesses: ['A', 'C', 'alle'] },
    ]);
    expect(document.proposal).toMatchObject({ secondary: ['A'], proven: true });
  });
});
