/** Names in a proposal: ids made of labels, columns named so that exactly one is meant. */
import { labelKey } from '../column-label.ts';
import type { ColumnName } from '../words.ts';
import type { ColumnFacts } from './column-facts.ts';

const LONGEST = 60;
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
const UNIT =
  /^(?:anzahl|%|prozent|in %|ha|qm|qkm|km²|m²|1000|personen|jahre|ew pro qkm|ew\/qkm|eur|euro|€|tsd\. eur)$/iu;

/** `Bevölkerung, insgesamt` becomes `bevoelkerung-insgesamt`; empty where nothing is left. */
export function slug(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[äöüß]/gu, (letter) => UMLAUTS[letter] ?? '')
    .normalize('NFKD')
    .replaceAll(/%/g, ' prozent ')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
}

/** Each id once: a second of the same name gets a number. */
export function uniqueIds(wanted: readonly string[], otherwise: string): string[] {
  const taken = new Set<string>();
  return wanted.map((name, index) => {
    const base = name === '' ? `${otherwise}-${index + 1}` : isPlainId(name) ? name : `${otherwise}-${name}`;
    let id = base;
    for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
    taken.add(id);
    return id;
  });
}

/** Digits alone and words such as `true` are no texts in YAML. */
export function isPlainId(id: string): boolean {
  return /^[a-z0-9-]*[a-z][a-z0-9-]*$/.test(id) && !/^(?:true|false|null|\d+e\d+|0[xo].*)$/.test(id);
}

/** The label, or the position where the label is blank or another column's label reads the same. */
export function columnNameOf(column: ColumnFacts, all: readonly ColumnFacts[]): ColumnName {
  return isAlone(column, all) ? column.label : column.position;
}

export function isAlone(column: ColumnFacts, all: readonly ColumnFacts[]): boolean {
  const key = labelKey(column.label);
  return key !== '' && all.filter((other) => labelKey(other.label) === key).length === 1;
}

/** Ids for value columns: as much of their header, from the innermost label outwards, as tells them apart. */
export function measureIds(labels: readonly string[]): string[] {
  const paths = labels.map((label) => label.split(' / ').filter((part) => part !== '' && !UNIT.test(part)));
  const candidates = [1, 2, 3].map((depth) => paths.map((path) => slug(path.slice(-depth).join(' '))));
  const whole = labels.map(slug);
  const ids = labels.map((_, index) => {
    const own = candidates.find((ids) => {
      const id = ids[index] ?? '';
      return isPlainId(id) && ids.filter((other) => other === id).length === 1;
    });
    return own?.[index] ?? whole[index] ?? '';
  });
  return uniqueIds(ids, 'wert');
}
