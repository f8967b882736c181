/** From keys to levels: by their lengths, where lengths tell levels apart. What is not certain says so. */
import { GERMANY, type AreaTexts } from './key-shapes.ts';
import { quoted } from './yaml-lines.ts';

export interface LevelRule {
  readonly level: string;
  /** Undefined: all keys are of this level. */
  readonly match?: string;
  readonly check?: string;
}

export interface AreaLevels {
  readonly rules: readonly LevelRule[];
  readonly padTo?: { readonly width: number; readonly check: string };
}

/** Stands where nobody has said which level is meant; loads, and no site has a level of this name. */
export const PLACEHOLDER_LEVEL = 'raumebene-eintragen';

const AGS: Readonly<Record<number, string>> = { 8: 'gemeinde', 5: 'kreis', 3: 'regierungsbezirk', 2: 'land' };
const ARS: Readonly<Record<number, string>> = {
  12: 'gemeinde',
  9: 'gemeindeverband',
  5: 'kreis',
  3: 'regierungsbezirk',
  2: 'land',
  1: 'bund',
};
/** Lengths at which a key that a program took for a number has lost its zero. */
const ONE_SHORT: readonly (readonly [number, number])[] = [
  [7, 8],
  [11, 12],
  [4, 5],
];

export function areaLevels({ shape, keys, strange }: AreaTexts, wanted: string | undefined): AreaLevels {
  const level = wanted ?? PLACEHOLDER_LEVEL;
  const unsaid = wanted === undefined ? 'Kennung der Raumebene eintragen, siehe mappings/levels/' : undefined;
  const single: AreaLevels = { rules: [{ level, ...(unsaid === undefined ? {} : { check: unsaid }) }] };
  if (shape !== 'digits' && shape !== 'digits-and-name') return single;

  const digits = [...keys.keys()].filter((key) => key !== GERMANY);
  const lengths = [...new Set(digits.map((key) => key.length))].sort((a, b) => b - a);
  const hasZeros = digits.some((key) => key.length > 1 && key.startsWith('0'));
  const germany: LevelRule[] = keys.has(GERMANY) ? [{ level: 'bund', match: `^${GERMANY}$` }] : [];
  const short = ONE_SHORT.find(
    ([a, b]) => lengths.length <= 2 && lengths.includes(a) && lengths.every((l) => l === a || l === b),
  );
  if (short && !hasZeros)
    return {
      ...single,
      padTo: {
        width: short[1],
        check: `Schlüssel mit ${short[0]} Stellen haben vermutlich ihre führende Null verloren`,
      },
    };

  if (digits.length === 0) return germany.length > 0 ? { rules: germany } : single;
  const official = officialLevels(digits, lengths);
  if (official)
    return {
      rules: [...official.map((rule, index) => ownLevel(rule, index === 0 ? wanted : undefined)), ...germany],
    };
  if (lengths.length <= 1) {
    const others = [...wholeTown(digits, level), ...germany];
    // Texts that are no keys must not pass for some.
    const isStrict = others.length > 0 || strange.length > 0;
    return { rules: [...others, ...(isStrict ? withMatch(single.rules, lengths[0]) : single.rules)] };
  }
  if (hasZeros || isHierarchy(digits, lengths))
    return {
      rules: [
        ...lengths.map((length, index) => ({
          level: index === 0 ? level : `${level}-${length}-stellen`,
          match: `^\\d{${length}}$`,
          check: index === 0 && unsaid !== undefined ? unsaid : `Kennung der Raumebene mit ${length} Stellen`,
        })),
        ...germany,
      ],
    };
  const check = `die Schlüssel haben ${[...lengths].reverse().join(' oder ')} Stellen: fehlen führende Nullen (dann „padTo“), oder sind es mehrere Raumebenen (dann „levels“)?`;
  return { rules: [{ level, check: unsaid === undefined ? check : `${unsaid}; ${check}` }] };
}

/** One level only, for keys of one length. */
function withMatch(rules: readonly LevelRule[], length: number | undefined): LevelRule[] {
  return rules.map((rule) => ({ ...rule, match: `^\\d{${length ?? 1}}$` }));
}

/** `000` beside `101`: the town as a whole, in most schemes. */
function wholeTown(digits: readonly string[], level: string): LevelRule[] {
  const zeros = digits.filter((key) => /^0+$/.test(key));
  if (zeros.length !== 1 || digits.length < 3) return [];
  return [
    {
      level: `${level}-gesamt`,
      match: '^0+$',
      check: `${zeros[0]} ist vermutlich das Gebiet als Ganzes: Kennung seiner Raumebene`,
    },
  ];
}

/** Keys of official statistics: their first two digits are one of the sixteen Länder. */
function officialLevels(keys: readonly string[], lengths: readonly number[]): LevelRule[] | undefined {
  const inLand = keys.every((key) => key.length < 2 || (key >= '01' && key.slice(0, 2) <= '16'));
  const table = [AGS, ARS].find((names) => lengths.every((length) => length in names));
  const isWhole = lengths.includes(8) || lengths.includes(12) || (lengths.includes(5) && lengths.includes(2));
  if (!table || !inLand || !isWhole || lengths.length < 2) return undefined;
  return lengths.map((length, index) => ({
    level: table[length] ?? '',
    match: `^\\d{${length}}$`,
    ...checkOf(length, lengths, index === 0),
  }));
}

function checkOf(length: number, lengths: readonly number[], isFinest: boolean): { check?: string } {
  if (length === 5 && lengths.includes(8))
    return {
      check: `kreisfreie Städte stehen oft nur mit fünf Stellen da; als Gemeinde brauchen sie davor eine eigene Zeile mit append: ${quoted('000')}`,
    };
  return isFinest ? { check: 'Kennungen der Raumebenen wie unter mappings/levels/' } : {};
}

function ownLevel(rule: LevelRule, wanted: string | undefined): LevelRule {
  return wanted === undefined ? rule : { ...rule, level: wanted };
}

/** Every long key begins with a short one. */
function isHierarchy(keys: readonly string[], lengths: readonly number[]): boolean {
  const known = new Set(keys);
  return lengths
    .slice(0, -1)
    .every((length) =>
      keys
        .filter((key) => key.length === length)
        .every((key) => lengths.some((shorter) => shorter < length && known.has(key.slice(0, shorter)))),
    );
}
