/** Tables with known answers of sdcTable and τ-Argus. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem, ProblemCell, Protection, Relation, Solver } from '../problem.ts';
import type { Highs } from 'highs';
import { auditProblem } from './audit.ts';
import { loadHighs } from './load-highs.ts';
import { openSolver } from './open-solver.ts';

const SAMPLES = path.resolve(import.meta.dirname, '../../../../shared/samples/sdc');
const present = existsSync(SAMPLES);
if (!present) process.stdout.write('samples are not here: the tables of sdcTable and τ-Argus are skipped\n');

const RULES = { method: 'exact', timeLimit: 60_000, maxCells: 10_000 } as const;
const KNOWN_TO_BE_BELOW = 1e5;

let solver: Solver;
let highs: Highs;
beforeAll(async () => {
  solver = await openSolver(() => 0);
  highs = await loadHighs();
});

function read(file: string): string[] {
  return readFileSync(path.join(SAMPLES, file), 'utf8').trim().split(/\r?\n/);
}

function hiding(problem: Problem, ids: readonly string[]): Problem {
  const hidden = new Set(ids);
  const cells = problem.cells.map((cell) =>
    hidden.has(cell.id) ? { ...cell, status: 'hidden' as const } : cell,
  );
  return { ...problem, cells };
}

function patternOf(protection: Protection | undefined) {
  if (protection?.outcome !== 'safe') throw new Error('no pattern');
  return protection.pattern;
}

describe.skipIf(!present)('the table of four by four (K4, K5)', () => {
  const table = (): Problem => {
    const cells: ProblemCell[] = [];
    const lines = new Map<string, number[]>();
    for (const row of read('sdctable/problem4x4.csv').slice(1)) {
      const [first, second, count, mark] = row.split(',') as [string, string, string, string];
      const value = Number(count);
      const isPrimary = mark === 'u';
      for (const line of [first, second]) lines.set(line, [...(lines.get(line) ?? []), cells.length]);
      cells.push({
        id: `${first}/${second}`,
        value,
        lower: 0,
        upper: KNOWN_TO_BE_BELOW,
        weight: value,
        status: isPrimary ? 'hidden' : 'open',
        ...(isPrimary ? { need: { low: value - 1, high: value + 1 } } : {}),
      });
    }
    const relations = [...lines].map(([name, parts]): Relation => {
      const total = parts.reduce((sum, part) => sum + cells[part]!.value, 0);
      return { terms: parts.map((part) => [part, 1] as const), lower: total, upper: total, name };
    });
    return { cells, relations, counts: true };
  };

  it('gives one of nine hidden cells away exactly although each row and column hides two', async () => {
    const [audit] = await solver.audit([table()]);

    expect(audit!.exposures).toMatchObject([{ cell: 'w/b', interval: { lo: 47, hi: 47 } }]);
  });

  it('is protected by one cell more', async () => {
    const [protection] = await solver.protect([table()], RULES);
    const pattern = patternOf(protection);
    const { intervals } = auditProblem(highs, hiding(table(), pattern.hidden), { harvest: false });

    expect(pattern).toMatchObject({ cost: 31, bound: 31, proven: true, way: 'optimal' });
    expect(pattern.hidden).toContain('x/d');
    expect(pattern.hidden).toHaveLength(10);
    expect(intervals.get('w/b')).toEqual({ lo: 0, hi: 78 });
  });
});

describe.skipIf(!present)('the table of τ-Argus with sizes and regions (K11)', () => {
  const REGIONS: Readonly<Record<string, readonly string[]>> = {
    Total: ['Nr', 'Os', 'Ws', 'Zd', '99'],
    Nr: [' 1', ' 2', ' 3'],
    Os: [' 4', ' 5', ' 6', ' 7'],
    Ws: [' 8', ' 9', '10'],
    Zd: ['11', '12'],
  };
  const SIZES = [' 2', ' 4', ' 5', ' 6', ' 7', ' 8', ' 9', '99'];
  const number = (text = '') => Number(text.replace(',', '.'));
  const id = (size: string, region: string) => `${size}/${region}`;

  /** Also the relations that miss by 1: the source has rounded. */
  const table = (): { problem: Problem; missing: string[] } => {
    const cells = read('tauargus/pp.tab').map((line): ProblemCell => {
      const fields = line.split(';').map((field) => field.replaceAll('"', ''));
      const [size = '', region = ''] = fields;
      const value = number(fields[2]);
      const isPrimary = fields[8] === 'U';
      const need = { low: value - number(fields[9]), high: value + number(fields[10]) };
      return {
        id: id(size, region),
        value,
        lower: 0,
        upper: Math.max(1.5 * value, KNOWN_TO_BE_BELOW),
        weight: number(fields[4]),
        status: isPrimary ? 'hidden' : fields[8] === 'E' || value === 0 ? 'frozen' : 'open',
        ...(isPrimary ? { need } : {}),
      };
    });
    const indexOf = new Map(cells.map((cell, index) => [cell.id, index]));
    const missing: string[] = [];
    const sum = (total: string, parts: readonly string[]): Relation => {
      const at = (name: string) => indexOf.get(name)!;
      const terms = [[at(total), -1] as const, ...parts.map((part) => [at(part), 1] as const)];
      const off = terms.reduce((left, [cell, factor]) => left + factor * cells[cell]!.value, 0);
      const holds = Math.abs(off) < 1e-6;
      if (!holds) missing.push(total);
      return { terms, lower: holds ? 0 : off, upper: holds ? 0 : off, name: total };
    };
    const relations = [
      ...['Total', ...SIZES].flatMap((size) =>
        Object.entries(REGIONS).map(([region, parts]) =>
          sum(
            id(size, region),
            parts.map((part) => id(size, part)),
          ),
        ),
      ),
      ...[...Object.keys(REGIONS), ...Object.values(REGIONS).flat()]
        .filter((region, at, all) => all.indexOf(region) === at)
        .map((region) =>
          sum(
            id('Total', region),
            SIZES.map((size) => id(size, region)),
          ),
        ),
    ];
    return { problem: { cells, relations, counts: false }, missing };
  };

  it('has three sums that miss by one, and the reader says so', () => {
    const { missing } = table();

    expect(missing).toHaveLength(3);
  });

  it('is protected by six cells, where τ-Argus Modular needs twelve', async () => {
    const [protection] = await solver.protect([table().problem], RULES);
    const pattern = patternOf(protection);

    expect(pattern.hidden).toHaveLength(9 + 6);
    expect(pattern).toMatchObject({ proven: true, way: 'optimal' });
    expect(pattern.cost).toBeCloseTo(521_926, 6);
  });

  it('stands the attack with the pattern of τ-Argus', async () => {
    const theirs = read('tauargus/Simple2D_expected_modular.txt')
      .map((line) => line.split(',').map((field) => field.replaceAll('"', '')))
      .filter((fields) => fields[3] === '3' || fields[3] === '11')
      .map(([size = '', region = '']) => id(size, region));
    const { problem } = table();

    const [audit] = await solver.audit([hiding(problem, theirs)]);

    const added = problem.cells.filter((cell) => cell.status === 'open' && theirs.includes(cell.id));
    expect(added).toHaveLength(12);
    expect(added.reduce((sum, cell) => sum + cell.weight, 0)).toBe(2_524_351);
    expect(audit).toMatchObject({ safe: true, exposures: [] });
  });
});
