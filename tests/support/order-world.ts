/** The same small world in any order of rows and areas; run by itself, it prints what its release is called. */
import { openWorld, nestedLevels, type Tree } from './attack-world.ts';
import { storedCells } from './small-county.ts';

export const ORDER_TREE: Tree = {
  Ä1: ['Q10', 'Q2', 'q3'],
  I2: ['ı4', 'i5', 'I6', 'İ7'],
  z3: ['Zoo', 'Öl', 'ß9', 'ss9'],
};

const COUNTS = { Q10: 2, Q2: 8, q3: 9, ı4: 1, i5: 12, I6: 13, İ7: 2, Zoo: 2, Öl: 7, ß9: 11, ss9: 30 };

/** `rename` keeps the structure; `shuffle` gives everything another order. */
export async function orderedRelease({
  rename = (key) => key,
  shuffle = (list) => [...list],
}: {
  readonly rename?: (key: string) => string;
  readonly shuffle?: <T>(list: readonly T[]) => T[];
} = {}) {
  const counts = Object.entries(COUNTS);
  const tree = Object.fromEntries(
    shuffle(Object.entries(ORDER_TREE)).map(([parent, keys]) => [rename(parent), shuffle(keys).map(rename)]),
  );
  const world = await openWorld({
    levels: nestedLevels(tree),
    indicators: [
      { id: 'kinder', disclosureClass: 1, formula: { count: { dataset: 'kinder', measure: 'personen' } } },
    ],
  });
  try {
    const cells = storedCells(
      Object.fromEntries(shuffle(counts).map(([key, count]) => [rename(key), count])),
    );
    const { record, shown } = await world.release({ kinder: shuffle(cells) });
    const hidden = shown('public').filter(({ value }) => value === null);
    return { record, hidden: hidden.map(({ area }) => area).sort() };
  } finally {
    await world.close();
  }
}

if (process.argv[1] === import.meta.filename) process.stdout.write(JSON.stringify(await orderedRelease()));
