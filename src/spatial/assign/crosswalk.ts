/** From the areas of one day to those of another: parts with weights, merged areas, and areas that stay. */
import { areaKey, type AreaKey } from '../../core/area.ts';
import { finding } from '../../core/finding.ts';
import type { FindingCode } from '../../core/findings/catalogue.ts';
import type { Report } from '../../formats/source-file.ts';

/** One part of an old area. The weights of an old area make 1. */
export interface CrosswalkPart {
  /** Row of the table, for findings. */
  readonly row: number;
  readonly from: AreaKey;
  readonly to: AreaKey;
  /** Share of the old area's residents at the base date, 0 to 1. */
  readonly weight: number;
}

export interface CrosswalkTable {
  /** File name without folder. */
  readonly file: string;
  readonly parts: readonly CrosswalkPart[];
  readonly oldUnits: ReadonlySet<AreaKey>;
  readonly newUnits: ReadonlySet<AreaKey>;
}

/** For each new area what it is made of. */
export interface Crosswalk {
  readonly parts: ReadonlyMap<AreaKey, readonly CrosswalkPart[]>;
  readonly oldUnits: ReadonlySet<AreaKey>;
}

const TOLERANCE = 1e-6;

/** Undefined, with findings, where the table does not say for every old area where all of it goes. */
export function createCrosswalk(table: CrosswalkTable, report: Report): Crosswalk | undefined {
  let sound = true;
  const fail = (code: FindingCode, row: number, facts: { found: string; expected?: string }) => {
    sound = false;
    report(finding(code, { file: table.file, row }, facts));
  };
  checkKeys(table, fail);
  const parts = [...table.parts];
  const bySource = new Map<AreaKey, CrosswalkPart[]>([...table.oldUnits].map((unit) => [unit, []]));
  for (const part of table.parts) bySource.get(part.from)?.push(part);
  for (const [unit, own] of bySource) {
    if (own.length === 0 && table.newUnits.has(unit)) parts.push({ row: 0, from: unit, to: unit, weight: 1 });
    else checkWeights(unit, own, fail);
  }
  if (!sound) return undefined;
  const byTarget = new Map<AreaKey, CrosswalkPart[]>([...table.newUnits].map((unit) => [unit, []]));
  for (const part of wholeWhereAlone(parts)) byTarget.get(part.to)?.push(part);
  return { parts: byTarget, oldUnits: table.oldUnits };
}

/** Parts that hold something; an old area that goes to one new area goes there whole, whatever its digits say. */
function wholeWhereAlone(parts: readonly CrosswalkPart[]): CrosswalkPart[] {
  const held = parts.filter((part) => part.weight > 0);
  const count = new Map<AreaKey, number>();
  for (const { from } of held) count.set(from, (count.get(from) ?? 0) + 1);
  return held.map((part) => (count.get(part.from) === 1 ? { ...part, weight: 1 } : part));
}

/** Parts of a crosswalk that only merges, such as the seven areas of Haan: members to the area they form. */
export function mergingParts(members: ReadonlyMap<AreaKey, readonly AreaKey[]>): readonly CrosswalkPart[] {
  return [...members].flatMap(([to, own]) => own.map((from) => ({ row: 0, from, to, weight: 1 })));
}

/** Parts of a crosswalk that brings blocks to areas: each block lies in one. */
export function nestingParts(unitOf: ReadonlyMap<string, AreaKey>): readonly CrosswalkPart[] {
  return [...unitOf].map(([block, to]) => ({ row: 0, from: areaKey(block), to, weight: 1 }));
}

type Fail = (code: FindingCode, row: number, facts: { found: string; expected?: string }) => void;

function checkKeys({ parts, oldUnits, newUnits }: CrosswalkTable, fail: Fail): void {
  const pairs = new Set<string>();
  for (const { row, from, to } of parts) {
    if (!oldUnits.has(from)) fail('assignment.crosswalk-unit', row, { found: from, expected: 'alt' });
    if (!newUnits.has(to)) fail('assignment.crosswalk-unit', row, { found: to, expected: 'neu' });
    const pair = `${from} → ${to}`;
    if (pairs.has(pair)) fail('assignment.crosswalk-twice', row, { found: pair });
    pairs.add(pair);
  }
}

function checkWeights(unit: AreaKey, own: readonly CrosswalkPart[], fail: Fail): void {
  const [first] = own;
  if (!first) return fail('assignment.crosswalk-missing', 0, { found: unit });
  const sum = own.reduce((all, { weight }) => all + weight, 0);
  const isBetween = own.every(({ weight }) => weight >= 0 && weight <= 1);
  if (isBetween && Math.abs(sum - 1) <= TOLERANCE) return;
  const expected = sum.toFixed(4).replace('.', ',');
  fail('assignment.crosswalk-weights', first.row, { found: unit, expected });
}
