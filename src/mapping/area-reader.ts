/** The area column of a row to level and key. Names win over keys; what no rule explains is not guessed. */
import type { AreaKey, LevelId } from '../core/area.ts';
import type { ObservationRole } from '../core/observation.ts';
import { plainText } from './column-label.ts';
import type { AreaRule } from './profile-area.ts';

export type ReadArea =
  | {
      readonly role: ObservationRole;
      readonly level: LevelId;
      readonly area: AreaKey;
      /** The row's own text, where several rows may count for one area. */
      readonly label: string;
      /** Leading zeros had to be put back. */
      readonly repadded: boolean;
    }
  | { readonly wrong: 'blank-key' }
  | { readonly wrong: 'unknown-key' | 'first-row'; readonly found: string };

/** `isFirst`: the row is the first of the table's body. */
export type AreaReader = (text: string, isFirst: boolean) => ReadArea;

export function areaReader(rule: AreaRule): AreaReader {
  const named = nameTable(rule);
  const byKey = keyReader(rule);
  const known = new Map<string, ReadArea>();
  const first = rule.firstRow && { ...rule.firstRow, label: plainText(rule.firstRow.label) };

  return (text, isFirst) => {
    if (isFirst && first) {
      if (text !== first.label) return { wrong: 'first-row', found: text };
      return { role: 'value', level: first.level, area: first.key, label: text, repadded: false };
    }
    let read = known.get(text);
    if (!read) {
      read = text === '' ? { wrong: 'blank-key' } : (named.get(text) ?? byKey(text));
      known.set(text, read);
    }
    return read;
  };
}

function nameTable(rule: AreaRule): Map<string, ReadArea> {
  const table = new Map<string, ReadArea>();
  const groups = [
    ['value', rule.names],
    ['residual', rule.residual],
    ['total', rule.total],
  ] as const;
  for (const [role, names] of groups)
    for (const [name, { level, key }] of Object.entries(names)) {
      const label = plainText(name);
      table.set(label, { role, level, area: key, label, repadded: false });
    }
  return table;
}

function keyReader(rule: AreaRule): (text: string) => ReadArea {
  const strip = globalPattern(rule.strip);
  const levels = rule.levels.map(({ level, match, strip: own, append = '', role }) => ({
    level,
    role,
    match: new RegExp(match, 'u'),
    strip: globalPattern(own),
    append,
  }));
  return (text) => {
    const bare = strip ? text.replace(strip, '').trim() : text;
    const key = pad(bare, rule.padTo);
    const repadded = key !== bare;
    if (rule.level !== undefined && key !== '')
      return { role: 'value', level: rule.level, area: key as AreaKey, label: text, repadded };
    const hit = levels.find(({ match }) => match.test(key));
    if (!hit) return { wrong: 'unknown-key', found: text };
    const area = hit.strip ? key.replace(hit.strip, '').trim() : key;
    if (area === '') return { wrong: 'unknown-key', found: text };
    return {
      role: hit.role,
      level: hit.level,
      area: `${area}${hit.append}` as AreaKey,
      label: text,
      repadded,
    };
  };
}

/** Only digits are filled up: `9` becomes `009`, a word stays what it is. */
export function pad(text: string, width: number | undefined): string {
  return width !== undefined && /^\d+$/.test(text) ? text.padStart(width, '0') : text;
}

function globalPattern(source: string | undefined): RegExp | undefined {
  return source === undefined ? undefined : new RegExp(source, 'gu');
}
