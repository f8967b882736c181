/** Which texts may be a key or a name: they end up in database columns, web pages and SQL of the target. */

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd]/;
const QUOTE = /["'`´‘’“”„‚]/;

/** Why a key is refused, in German, or undefined. The target puts keys into SQL text, so quotes are out. */
export function keyFlaw(key: string): string | undefined {
  if (CONTROL.test(key)) return 'Steuerzeichen oder unlesbares Zeichen';
  if (QUOTE.test(key)) return 'Anführungszeichen';
  if (key.includes('<')) return 'Zeichen „<“';
  if (key !== key.trim()) return 'Leerzeichen am Rand';
  return undefined;
}

/** Why a name is refused, in German, or undefined. Quotes and apostrophes are fine in a name. */
export function nameFlaw(name: string): string | undefined {
  if (CONTROL.test(name)) return 'Steuerzeichen oder unlesbares Zeichen';
  if (name.includes('<')) return 'Zeichen „<“';
  return undefined;
}

/** A refused text for a finding, in quotes. */
export function harmless(text: string): string {
  return `„${shownText(text, 40)}“`;
}

/** A file's own words as a finding may show them: cut, and nothing that could act where it is shown. */
export function shownText(text: string, length = 120): string {
  return Array.from(text.slice(0, length), (c) => (CONTROL.test(c) || c === '<' ? '·' : c)).join('');
}
