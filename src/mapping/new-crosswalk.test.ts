import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaKey, levelId, type AreaKey } from '../core/area.ts';
import { cell } from '../core/cell.ts';
import { referenceDate } from '../core/reference-date.ts';
import { applyCrosswalk } from '../spatial/assign/apply-crosswalk.ts';
import { createCrosswalk } from '../spatial/assign/crosswalk.ts';
import { crosswalkFile, crosswalkOf } from './crosswalk.ts';
import { loadYaml } from './load.ts';
import { newCrosswalk, type MovedKeys } from './new-crosswalk.ts';

const DAY = referenceDate('2020-01-01');
const LEVEL = { id: levelId('quartier'), editions: [DAY] };
const WISH: MovedKeys = {
  id: 'personen-schluessel',
  title: 'Frühere Schlüssel, wie die Quelle sie liefert',
  level: LEVEL.id,
  validFrom: DAY,
  keys: ['0101', '0102', '0103'].map(areaKey),
  moved: new Map([
    ['0910', areaKey('0102')],
    ['0911', areaKey('0102')],
    ['0912', areaKey('0103')],
  ]),
  besides: new Set([areaKey('0103')]),
  reason: ['Grund: neue\nSchlüssel'],
};

function loaded(wish: MovedKeys) {
  const { yaml, problems } = newCrosswalk(wish, 'neu.yaml', LEVEL);
  const file = loadYaml(yaml, 'neu.yaml', crosswalkFile);
  if (!file.ok) throw new Error(problems.join('\n'));
  return crosswalkOf(file.value, { origin: file.origin, sha256: '' }, undefined);
}

describe('a crosswalk made of answers', () => {
  it('names every area, with the keys that it has taken over', () => {
    expect(newCrosswalk(WISH, 'neu.yaml', LEVEL)).toEqual({
      problems: [],
      yaml: `# Grund: neue Schlüssel
id: personen-schluessel
title: Frühere Schlüssel, wie die Quelle sie liefert
level: quartier
from: open
validFrom: 2020-01-01
merge:
  "0101": [ "0101" ]
  "0102": [ "0910", "0911" ]
  "0103": [ "0103", "0912" ]
`,
    });
  });

  it('says what would keep it from loading', () => {
    const other = { ...LEVEL, editions: [referenceDate('2022-01-01')] };

    expect(newCrosswalk(WISH, 'neu.yaml', other).problems).toEqual([
      expect.stringMatching(/^Zeile 6: Ab 2020-01-01 beginnt keine Ausgabe/),
    ]);
    expect(
      newCrosswalk({ ...WISH, moved: new Map([['mit Lücke', areaKey('0102')]]) }, 'neu.yaml', LEVEL).problems,
    ).toEqual([expect.stringContaining('keine Leerzeichen')]);
  });

  it('keeps keys that are YAML themselves', () => {
    for (const key of ['010', '1e3', 'null', 'ja:', '#1', '-', '*x', '{', "'", '~', '0x1F'])
      expect(
        loaded({ ...WISH, moved: new Map([[key, areaKey('0102')]]) }).parts.map(({ from }) => from),
        key,
      ).toContain(key);
  });

  it('loses nothing and counts nothing twice, whatever keys have moved', () => {
    const known = fc.uniqueArray(fc.stringMatching(/^[0-4]\d{1,3}$/), { minLength: 1, maxLength: 12 });
    const strange = fc.uniqueArray(fc.stringMatching(/^[5-9]\d{1,3}$/), { maxLength: 12 });
    fc.assert(
      fc.property(known, strange, fc.infiniteStream(fc.nat(1_000)), (keys, old, random) => {
        const next = () => Number(random.next().value);
        const pick = () => areaKey(keys[next() % keys.length] ?? '');
        const moved = new Map(old.map((key) => [key, pick()]));
        const besides = new Set([...moved.values()].filter(() => next() % 2 === 0));
        const taken = new Set(moved.values());
        const delivered = new Map<AreaKey, number>([
          ...keys
            .map(areaKey)
            .filter((key) => !taken.has(key) || besides.has(key))
            .map((key) => [key, next()] as const),
          ...old.map((key) => [areaKey(key), next()] as const),
        ]);
        const { parts, file } = loaded({ ...WISH, keys: keys.map(areaKey), moved, besides });
        const oldUnits = new Set(parts.map(({ from }) => from));
        const crosswalk = createCrosswalk(
          { file, parts, oldUnits, newUnits: new Set(keys.map(areaKey)) },
          ({ code }) => {
            throw new Error(code);
          },
        );

        expect([...oldUnits].sort()).toEqual([...delivered.keys()].sort());
        const cells = new Map([...delivered].map(([key, value]) => [key, cell(value)]));
        const after = crosswalk ? applyCrosswalk(crosswalk, cells, 'counts') : new Map();
        for (const key of keys.map(areaKey)) {
          const own = [...delivered].filter(([from]) => (moved.get(from) ?? from) === key);
          expect(after.get(key)).toMatchObject({
            cell: { value: own.reduce((sum, [, value]) => sum + value, 0), state: 'ok' },
            splitShare: 0,
          });
        }
      }),
    );
  });
});
