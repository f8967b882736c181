/** German and English number notations to numbers, strictly: what does not fit the declared notation is no number. */

export interface Notation {
  readonly decimal: 'comma' | 'point';
  readonly thousands: 'none' | 'dot' | 'space' | 'comma';
}

/** Blanks that files use as padding and as thousands marks: space, no-break, thin, narrow no-break, tab. */
const PADDING = /^[\s\u00A0\u2009\u202F]+|[\s\u00A0\u2009\u202F]+$/g;
const MINUS_APART = /^([-+\u2212])[\s\u00A0\u2009\u202F]*(?=\d)/;

export function trimCell(text: string): string {
  return text.replace(PADDING, '');
}

export type ParseNumber = (text: string) => number | undefined;

/**
 * `text` is already trimmed. A minus may stand apart from its digits, as in Hamburg's `-  23`. A number
 * with groups never begins with 0, so `0.500` is no five hundred.
 */
export function numberParser({ decimal, thousands }: Notation): ParseNumber {
  const mark = decimal === 'comma' ? ',' : '\\.';
  const plain = new RegExp(`^-?\\d+(?:${mark}\\d+)?$`);
  const group = { none: undefined, dot: '\\.', comma: ',', space: '[ \\u00A0\\u2009\\u202F]' }[thousands];
  const grouped =
    group === undefined ? undefined : new RegExp(`^-?[1-9]\\d{0,2}(?:${group}\\d{3})+(?:${mark}\\d+)?$`);
  const groupMarks = group === undefined ? undefined : new RegExp(group, 'g');

  return (text) => {
    const signed = text.replace(MINUS_APART, (_, sign: string) => (sign === '+' ? '' : '-'));
    if (plain.test(signed)) return toNumber(signed, decimal);
    if (grouped && groupMarks && grouped.test(signed))
      return toNumber(signed.replace(groupMarks, ''), decimal);
    return undefined;
  };
}

function toNumber(text: string, decimal: 'comma' | 'point'): number {
  return Number(decimal === 'comma' ? text.replace(',', '.') : text);
}
