/**
 * Number text to number and back, exactly, in a notation that the profile declares. Never decides per cell:
 * `1.234` is 1234 in one file and 1.234 in another, so a column proves its decimal mark or somebody says it.
 */
import { SyncError } from '../errors.ts';

export interface NumberNotation {
  readonly decimal: 'comma' | 'point';
  readonly thousands: 'none' | 'dot' | 'comma' | 'space';
  /** `1.5E-3` is a number too. Off unless said. */
  readonly exponent?: boolean;
}

/** `imprecise`: a whole part above 2^53, which a number cannot hold without change. */
export interface NumberProblem {
  readonly problem: 'empty' | 'not-a-number' | 'imprecise';
}

const PAD = '[ \\u00a0\\u2009\\u202f]';
const PADDING = new RegExp(`^${PAD}+|${PAD}+$`, 'g');
const MARKS = { comma: ',', point: '\\.' } as const;
const GROUPS = { none: undefined, dot: '\\.', comma: ',', space: PAD } as const;
const SIGN = `([+\\-\\u2212])?${PAD}*`;

const patterns = new Map<string, RegExp>();

/**
 * The number a text means, or what is wrong with it. Padding (blank, no-break, thin, narrow no-break) at both
 * ends and between sign and digits does not count; groups must be groups of three, none begins with 0.
 */
export function parseNumber(text: string, notation: NumberNotation): number | NumberProblem {
  const trimmed = text.replace(PADDING, '');
  if (trimmed === '') return { problem: 'empty' };
  const match = patternOf(notation).exec(trimmed);
  if (!match) return { problem: 'not-a-number' };

  const [, sign, whole = '', fraction = '', exponent = ''] = match;
  const digits = whole.replace(/\D/g, '');
  const magnitude = Number(`${digits}${fraction && `.${fraction}`}${exponent}`);
  if (!(Number(digits) <= Number.MAX_SAFE_INTEGER) || !Number.isFinite(magnitude))
    return { problem: 'imprecise' };
  return sign === '-' || sign === '\u2212' ? 0 - magnitude : magnitude;
}

/**
 * The text of a number with a fixed count of decimals (0-20), without exponent and without "-0". Groups of
 * thousands are parted by a no-break blank where the notation says `space`. Throws RangeError for a number
 * that is not finite or from 1e21 on.
 */
export function formatNumber(value: number, notation: NumberNotation, decimals: number): string {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21)
    throw new RangeError('number cannot be written out');
  checkNotation(notation);
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, GROUP_TEXT[notation.thousands]);
  const text =
    fraction === undefined ? grouped : `${grouped}${notation.decimal === 'comma' ? ',' : '.'}${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

const GROUP_TEXT = { none: '', dot: '.', comma: ',', space: '\u00a0' } as const;

/** `plain`: no value holds a mark, every notation reads the column alike. */
export type DecimalProof = 'comma' | 'point' | 'plain' | 'ambiguous' | 'contradictory';

/**
 * Decides the decimal mark of a column from all its values. Values that are no number in either notation
 * (signs, dates) prove nothing. `ambiguous`: every value with a mark, such as `1.234`, fits both notations.
 */
export function proveDecimal(samples: Iterable<string>): DecimalProof {
  const seen = { comma: false, point: false, both: false };
  for (const sample of samples) {
    const text = sample.replace(PADDING, '');
    const comma = FITS.comma.some((pattern) => pattern.test(text));
    const point = FITS.point.some((pattern) => pattern.test(text));
    if (comma && point) seen.both ||= /[.,]/.test(text);
    else if (comma) seen.comma = true;
    else if (point) seen.point = true;
  }
  if (seen.comma && seen.point) return 'contradictory';
  if (seen.comma) return 'comma';
  if (seen.point) return 'point';
  return seen.both ? 'ambiguous' : 'plain';
}

const FITS = {
  comma: [
    patternOf({ decimal: 'comma', thousands: 'dot' }),
    patternOf({ decimal: 'comma', thousands: 'space' }),
  ],
  point: [
    patternOf({ decimal: 'point', thousands: 'comma' }),
    patternOf({ decimal: 'point', thousands: 'space' }),
  ],
} as const;

function patternOf(notation: NumberNotation): RegExp {
  const key = `${notation.decimal} ${notation.thousands} ${notation.exponent ?? false}`;
  const known = patterns.get(key);
  if (known) return known;

  checkNotation(notation);
  const group = GROUPS[notation.thousands];
  const whole = group === undefined ? '\\d+' : `\\d+|[1-9]\\d{0,2}(?:${group}\\d{3})+`;
  const exponent = notation.exponent ? '([eE][+-]?\\d{1,3})?' : '';
  const pattern = new RegExp(`^${SIGN}(${whole})(?:${MARKS[notation.decimal]}(\\d+))?${exponent}$`);
  patterns.set(key, pattern);
  return pattern;
}

function checkNotation({ decimal, thousands }: NumberNotation): void {
  const clash =
    (decimal === 'comma' && thousands === 'comma') || (decimal === 'point' && thousands === 'dot');
  if (!clash) return;
  throw new SyncError({
    code: 'configuration.number-notation',
    kind: 'configuration',
    message: 'Dezimalzeichen und Tausendertrennzeichen sind dasselbe Zeichen.',
    hint: 'Geben Sie im Profil zwei verschiedene Zeichen an, zum Beispiel „decimal: comma“ und „thousands: dot“.',
  });
}
