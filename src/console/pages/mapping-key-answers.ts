/** What a person has said about keys that no area has: read from the form and judged. */
import type { AreaKey } from '../../core/area.ts';
import { addDays, germanDate } from '../../core/reference-date.ts';
import type { KeyAnswers, KeyEdition, KeyHelp } from '../../engine/desk/mapping-keys.ts';
import { shownArea } from '../words/mapping.ts';
import type { Fields, Mistake } from './mapping-answers.ts';

export const VALID_FIELD = 'gueltig';
export const keyField = (index: number) => `schluessel-${index}`;
export const besidesField = (index: number) => `daneben-${index}`;

export interface TypedKeys {
  readonly edition: KeyEdition;
  /** For each unknown key what was typed, and whether the area stands in the file besides. */
  readonly rows: readonly { readonly typed: string; readonly isBesides: boolean }[];
  readonly mistakes: readonly Mistake[];
}

/** Undefined where there is nothing to say. A key that is left open is no mistake: it may have to be mended elsewhere. */
export function typedKeys(help: KeyHelp | undefined, fields: Fields): TypedKeys | undefined {
  const newest = help?.editions.at(-1);
  if (!help || help.obstacle || !newest) return undefined;
  const edition = help.editions.find(({ validFrom }) => validFrom === fields[VALID_FIELD]) ?? newest;
  const known = new Set<string>(edition.areas.map(({ key }) => key));
  const rows = help.unknown.map((_key, index) => ({
    typed: (fields[keyField(index)] ?? '').trim(),
    isBesides: fields[besidesField(index)] === 'ja',
  }));
  const mistakes = rows.flatMap(({ typed }, index): Mistake[] =>
    typed === '' || known.has(typed) ? [] : [{ field: keyField(index), text: unknown(typed, help, edition) }],
  );
  return { edition, rows, mistakes };
}

function unknown(typed: string, { level }: KeyHelp, { validFrom, areas: [first] }: KeyEdition): string {
  const example = first ? `, zum Beispiel ${shownArea(first)}` : '';
  return `Den Schlüssel „${typed}“ gibt es auf der Raumebene „${level.name}“ ab dem ${germanDate(validFrom)} nicht. Erwartet wird ein Schlüssel aus der Liste${example}.`;
}

/** Without mistakes only. */
export function keyAnswersOf(help: KeyHelp, typed: TypedKeys, reason: readonly string[]): KeyAnswers {
  const moved = new Map<string, AreaKey>();
  const besides = new Set<AreaKey>();
  for (const [index, { typed: key, isBesides }] of typed.rows.entries()) {
    const text = help.unknown[index]?.text;
    const area = typed.edition.areas.find((each) => each.key === key);
    if (text === undefined || !area) continue;
    moved.set(text, area.key);
    if (isBesides) besides.add(area.key);
  }
  const { validFrom } = typed.edition;
  const next = help.editions.find((edition) => edition.validFrom > validFrom);
  return { validFrom, validTo: next ? addDays(next.validFrom, -1) : null, moved, besides, reason };
}
