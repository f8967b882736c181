/** The sign table of a proposal: the office's own, or told from the signs that stand between the figures. */
import type { SignTableName } from '../profile.ts';
import type { ColumnFacts } from './column-facts.ts';
import { isSign, SECRET_NUMBER, writtenNumber } from './written.ts';

export interface SignHint {
  readonly base: SignTableName;
  readonly override?: Readonly<Record<string, 'unknown' | 'suppressed'>>;
}

export interface ProposedSigns {
  readonly base: SignTableName;
  readonly override: Readonly<Record<string, 'unknown' | 'suppressed'>>;
  readonly checks: readonly string[];
  readonly missing: readonly string[];
  /** Signs met, with how often. */
  readonly met: ReadonlyMap<string, number>;
}

/** Words that offices write where there is no figure. */
const NO_FIGURE =
  /^(?:k\.?\s?a\.?|keine angabe|n\.?\s?v\.?|nicht verf(?:ü|ue)gbar|n\/a|#nv|#n\/a|null|na|ohne angabe)$/iu;
const SHOWN = 3;

export function proposeSigns(values: readonly ColumnFacts[], hint: SignHint | undefined): ProposedSigns {
  const met = new Map<string, number>();
  const words = new Map<string, number>();
  for (const column of values)
    for (const [text, count] of column.texts) {
      if (isSign(text) || text === SECRET_NUMBER) met.set(text, (met.get(text) ?? 0) + count);
      else if (!Number.isFinite(Number(text)) && !writtenNumber(text))
        words.set(text, (words.get(text) ?? 0) + count);
    }
  const base = hint?.base ?? baseFor(met);
  const override: Record<string, 'unknown' | 'suppressed'> = { ...hint?.override };
  const checks: string[] = [];
  const missing: string[] = [];
  if (met.has('*') && base !== 'ba') override['*'] = 'suppressed';
  if (met.has(SECRET_NUMBER)) {
    override[SECRET_NUMBER] = 'suppressed';
    checks.push('-9999 steht vermutlich für einen geheimen oder nicht berechneten Wert');
  }
  if (met.has('.') && hint === undefined && override['.'] === undefined)
    checks.push("der Punkt gilt als geheim; heißt er „nicht bekannt“, dann override: { '.': unknown }");
  if (hint === undefined && (met.has('-') || met.has('–')) && override['-'] === undefined)
    checks.push('der Strich gilt als „genau null“');
  for (const word of words.keys())
    if (NO_FIGURE.test(word)) {
      override[word] = 'unknown';
      checks.push(`„${word}“ gilt als nicht bekannt`);
    }
  const strange = [...words.keys()].filter((word) => !NO_FIGURE.test(word)).slice(0, SHOWN);
  if (strange.length > 0)
    missing.push(
      `Zwischen den Zahlen steht ${strange.map((word) => `„${word.slice(0, 24)}“`).join(', ')}. Was das heißt, gehört unter „signs: override:“.`,
    );
  return { base, override, checks, missing, met };
}

function baseFor(met: ReadonlyMap<string, number>): SignTableName {
  if (met.has('*')) return 'ba';
  const signs = [...met.keys()].filter((sign) => sign !== SECRET_NUMBER);
  return signs.length > 0 ? 'din' : 'none';
}
