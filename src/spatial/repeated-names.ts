/** Names that occur more than once under one parent: nobody could tell these areas apart on the map. */
import { finding, type Finding } from '../core/finding.ts';
import type { LabelledArea } from './label-areas.ts';
import { listText } from './texts.ts';

export function repeatedNames(areas: readonly LabelledArea[], file: string): Finding[] {
  const groups = new Map<string, LabelledArea[]>();
  for (const area of areas) {
    if (area.name === '') continue;
    const group = `${area.parent ?? ''}\n${area.name}`;
    groups.set(group, [...(groups.get(group) ?? []), area]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, second] = group;
    if (!first || !second) return [];
    const facts = { found: first.name, expected: listText(group.map((area) => area.key)) };
    return [finding('spatial.name-duplicate', { file, row: second.row }, facts)];
  });
}
