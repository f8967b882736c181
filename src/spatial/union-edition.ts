/** An edition made of another level's areas: grouped by their parent key and united, one area per group. */
import type { AreaGeometry, AreaKey, EditionArea, LevelEdition } from '../core/area.ts';
import { finding, type Finding } from '../core/finding.ts';
import { nameFlaw } from './area-text.ts';
import { parentFromKey, type ParentRule } from './label-areas.ts';
import { unionOf } from './union.ts';
import type { PropertyKeyRule } from '../mapping/level.ts';

export interface UnionQuestion {
  /** The edition of the lower level; it decides the first day of validity. */
  readonly lower: LevelEdition;
  readonly names: ReadonlyMap<AreaKey, string>;
  /** Parent of the united areas themselves, by key. */
  readonly parent: Exclude<ParentRule, PropertyKeyRule> | null;
  /** Named in the findings. */
  readonly file: string;
}

/** Areas of the lower level without a parent key belong to no group; each is a finding. */
export async function unionEdition(
  question: UnionQuestion,
): Promise<{ edition: LevelEdition; findings: readonly Finding[] }> {
  const { lower, file } = question;
  const groups = new Map<AreaKey, AreaGeometry[]>();
  const findings: Finding[] = [];
  for (const { key, parent, geometry } of lower.areas)
    if (parent === null) findings.push(finding('spatial.parent-missing', { file, row: 0 }, { found: key }));
    else groups.set(parent, [...(groups.get(parent) ?? []), geometry]);

  const areas: EditionArea[] = [];
  for (const [key, geometries] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const described = describe(key, question);
    findings.push(...described.findings);
    areas.push({ key, name: described.name, parent: described.parent, geometry: await unionOf(geometries) });
  }
  return { edition: { validFrom: lower.validFrom, areas }, findings };
}

function describe(key: AreaKey, { names, parent: rule, file }: UnionQuestion) {
  const place = { file, row: 0 };
  const findings: Finding[] = [];
  const name = (names.get(key) ?? '').trim();
  const flaw = nameFlaw(name);
  if (name === '') findings.push(finding('spatial.name-missing', place, { found: key }));
  if (flaw) findings.push(finding('spatial.name-refused', place, { found: key, expected: flaw }));
  const parent = rule ? parentFromKey(key, rule) : null;
  if (parent === undefined) findings.push(finding('spatial.parent-missing', place, { found: key }));
  return { name, parent: parent ?? null, findings };
}
