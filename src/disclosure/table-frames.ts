/**
 * Which figures belong together, whatever anybody may see of them: two do where a relation joins them and neither is
 * known to everybody. The same for every circle, so it is found once for both.
 */
import { compareTexts } from '../core/compare-texts.ts';
import type { FigureRelation, FigureTable } from './figures.ts';
import type { Relation } from './problem.ts';

export interface TableFrame {
  /** In code-unit order. */
  readonly figures: readonly string[];
  /** These, and what everybody knows of the relations between them. */
  readonly inside: readonly string[];
  /** Ordered by content, whatever order they came in. */
  readonly rows: readonly Relation[];
  /** Everything of the rows that a decision depends on, as text. */
  readonly text: string;
  /** Further relations over the same figures, as rows. */
  readonly rowsOf: (relations: readonly FigureRelation[]) => readonly Relation[];
}

export interface TableFrames {
  readonly frames: readonly TableFrame[];
  /** The frame that a relation speaks of; undefined where everybody knows all of it. */
  readonly frameOf: (relation: FigureRelation) => TableFrame | undefined;
}

type FrameSource = Pick<FigureTable, 'figures' | 'relations'>;

const KNOWN = new WeakMap<
  FrameSource,
  { readonly loose: ReadonlySet<string>; readonly found: TableFrames }
>();

/** `isLoose`: not everybody knows it anyway. */
export function tableFrames(table: FrameSource, isLoose: (id: string) => boolean): TableFrames {
  const loose = new Set([...table.figures.keys()].filter(isLoose));
  const known = KNOWN.get(table);
  if (known && known.loose.size === loose.size && [...loose].every((id) => known.loose.has(id)))
    return known.found;
  const found = framed(table, loose);
  KNOWN.set(table, { loose, found });
  return found;
}

function framed({ relations }: FrameSource, loose: ReadonlySet<string>): TableFrames {
  const ids = [...loose].sort();
  const number = new Map(ids.map((id, index) => [id, index]));
  const group = unionFind(ids.length);
  const live: (readonly [first: number, relation: FigureRelation])[] = [];
  for (const relation of relations) {
    const free = relation.terms.flatMap(([id]) => number.get(id) ?? []);
    const [first] = free;
    if (first === undefined) continue;
    live.push([first, relation]);
    for (const other of free.slice(1)) group.join(first, other);
  }
  const members = new Map<number, { own: string[]; relations: FigureRelation[] }>();
  for (const [index, id] of ids.entries()) {
    const root = group.rootOf(index);
    const table = members.get(root);
    if (table) table.own.push(id);
    else members.set(root, { own: [id], relations: [] });
  }
  for (const [first, relation] of live) members.get(group.rootOf(first))?.relations.push(relation);
  const frames = new Map([...members].map(([root, { own, relations: all }]) => [root, frame(own, all)]));
  return {
    frames: [...frames.values()],
    frameOf(relation) {
      const first = relation.terms.find(([id]) => number.has(id));
      return first && frames.get(group.rootOf(number.get(first[0]) ?? 0));
    },
  };
}

function frame(own: readonly string[], relations: readonly FigureRelation[]): TableFrame {
  let made: { inside: readonly string[]; index: ReadonlyMap<string, number> } | undefined;
  const places = () => {
    if (made) return made;
    const inside = [
      ...new Set([...own, ...relations.flatMap(({ terms }) => terms.map(([id]) => id))]),
    ].sort();
    made = { inside, index: new Map(inside.map((id, at) => [id, at])) };
    return made;
  };
  let ordered: { rows: readonly Relation[]; text: string } | undefined;
  const rows = () => (ordered ??= inOrder(relations, places().index));
  return {
    figures: own,
    get inside() {
      return places().inside;
    },
    get rows() {
      return rows().rows;
    },
    get text() {
      return rows().text;
    },
    rowsOf: (others) => inOrder(others, places().index).rows,
  };
}

function inOrder(relations: readonly FigureRelation[], index: ReadonlyMap<string, number>) {
  const keyed = relations
    .map(({ name, terms, lower, upper }) => {
      const own = terms
        .map(([id, factor]) => [index.get(id) ?? -1, factor] as const)
        .toSorted(([a], [b]) => a - b);
      const row: Relation = { name, lower, upper, terms: own };
      return { row, key: JSON.stringify(own) };
    })
    .toSorted((a, b) => compareTexts(a.key, b.key));
  const text = keyed.map(({ row: { name, lower, upper }, key }) => JSON.stringify([name, lower, upper, key]));
  return { rows: keyed.map(({ row }) => row), text: text.join('\n') };
}

function unionFind(size: number) {
  const parent = Array.from({ length: size }, (_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  return {
    rootOf,
    join(a: number, b: number) {
      const [left, right] = [rootOf(a), rootOf(b)];
      if (left !== right) parent[Math.max(left, right)] = Math.min(left, right);
    },
  };
}
