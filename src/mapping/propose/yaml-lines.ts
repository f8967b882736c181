/** Lines of a YAML proposal, each with what a person should look at beside it. Writes texts so that they stay texts. */
export interface YamlLine {
  readonly text: string;
  /** German, without a full stop: becomes `# prüfen: …` beside the line. */
  readonly check?: string | undefined;
}

const PLAIN = /^[A-Za-z_ÄÖÜäöüß][\wÄÖÜäöüß()./ -]*$/u;
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;

/** A text as a YAML scalar, inside and outside of braces. */
export function quoted(text: string): string {
  if (CONTROL.test(text))
    return JSON.stringify(text).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
  if (PLAIN.test(text) && !WORDS.test(text) && !/\s$|\s#/.test(text)) return text;
  return `'${text.replaceAll("'", "''")}'`;
}

/** Any value of a layout's options in one line. */
export function inline(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, part]) => `${quoted(name)}: ${inline(part)}`)
      .join(', ')} }`;
  return String(value);
}

export function yamlText(lines: readonly YamlLine[]): string {
  return lines
    .map(({ text, check }) => (check === undefined ? text : `${text} # prüfen: ${oneLine(check)}`))
    .join('\n')
    .concat('\n');
}

/** What a person should look at, and on which line of the text it stands. */
export interface Check {
  readonly line: number;
  /** German, without a full stop. */
  readonly text: string;
}

export function checksOf(lines: readonly YamlLine[]): Check[] {
  return lines.flatMap(({ check }, index) =>
    check === undefined ? [] : [{ line: index + 1, text: oneLine(check) }],
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
