/** What stands in a column that may say the area: keys, key and name together, names, words for sums and residuals. */
import type { ColumnFacts } from './column-facts.ts';

export type KeyShape =
  /** Digits only. */
  | 'digits'
  /** `11 Aegidii`: the key, then the name. */
  | 'digits-and-name'
  /** Letters and digits without blanks. */
  | 'code'
  | 'name';

export interface AreaTexts {
  readonly shape: KeyShape;
  /** The keys alone, where there are such, with how often they occur. */
  readonly keys: ReadonlyMap<string, number>;
  readonly totals: ReadonlyMap<string, number>;
  readonly residuals: ReadonlyMap<string, number>;
  /** Texts that do not have the shape that most have. */
  readonly strange: readonly string[];
}

const TOTAL =
  /^(?:summe|insgesamt|ins gesamt|gesamt|gesamtsumme|zusammen|total|alle\b.*)$|\s(?:summe|insgesamt|gesamt)$/iu;
const RESIDUAL =
  /nicht zuzuordnen|nicht zugeordnet|keine angabe|ohne angabe|unbekannt|ohne festen wohnsitz|^o\.?\s?f\.?\s?w\.?$|^k\.\s?a\.$|^sonstige|außerhalb/iu;
const DIGITS = /^\d+$/;
const DIGITS_AND_NAME = /^(\d+)[\s.:–-]+\p{L}/u;
const CODE = /^(?=.*[\dA-Z])[\p{L}\d_.:/+-]+$/u;
/** Germany as a whole in the tables of the statistical offices. */
export const GERMANY = 'DG';

export function isTotalWord(text: string): boolean {
  return TOTAL.test(text);
}

export function areaTexts({ texts }: ColumnFacts): AreaTexts {
  const totals = new Map<string, number>();
  const residuals = new Map<string, number>();
  const others = new Map<string, number>();
  for (const [text, count] of texts) {
    const target = TOTAL.test(text)
      ? totals
      : RESIDUAL.test(text) && !DIGITS_AND_NAME.test(text)
        ? residuals
        : others;
    target.set(text, count);
  }
  const shape = shapeOf([...others.keys()]);
  const keys = new Map<string, number>();
  const strange: string[] = [];
  for (const [text, count] of others) {
    const key = keyOf(text, shape);
    if (key === undefined) strange.push(text);
    else keys.set(key, (keys.get(key) ?? 0) + count);
  }
  return { shape, keys, totals, residuals, strange };
}

function shapeOf(texts: readonly string[]): KeyShape {
  const share = (fits: (text: string) => boolean) => texts.filter(fits).length / Math.max(texts.length, 1);
  if (share((text) => DIGITS.test(text) || text === GERMANY) > 0.8) return 'digits';
  if (share((text) => DIGITS_AND_NAME.test(text)) > 0.8) return 'digits-and-name';
  // Words are names; codes hold digits or consist of capitals.
  if (share((text) => CODE.test(text) && (/\d/.test(text) || !/\p{Ll}/u.test(text))) > 0.95) return 'code';
  return 'name';
}

function keyOf(text: string, shape: KeyShape): string | undefined {
  if (shape === 'digits') return DIGITS.test(text) || text === GERMANY ? text : undefined;
  if (shape === 'digits-and-name') return DIGITS_AND_NAME.exec(text)?.[1];
  return text;
}
