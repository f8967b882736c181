/**
 * Reads TypeScript as text: tells code from comments and strings, and finds imports in every form. Knows no
 * types and needs no compiler; it is made for source that is formatted and compiles.
 */

/** The same text in two views of equal length; what is left out is blank, line breaks stay. */
export interface SourceText {
  /** Without comments. */
  readonly code: string;
  /** Without comments and without the contents of strings, templates and regular expressions. */
  readonly bare: string;
}

export interface SourceImport {
  readonly specifier: string;
  /** `type`: gone after compiling. `dynamic`: loaded when reached. */
  readonly kind: 'value' | 'type' | 'dynamic';
  /** Names as the other file exports them; `*` for the whole. */
  readonly names: readonly string[];
}

const STATEMENT =
  /^(?:import|export)\s+(?:(type)\s+)?((?:[\w$]+\s*,\s*)?(?:\*(?:\s+as\s+[\w$]+)?|\{[^}]*\}|[\w$]+))\s+from\s+(['"])(.+?)\3/gm;
const BARE_STATEMENT = /^import\s+(['"])(.+?)\1/gm;
const CALL = /\bimport(?:\.meta\.resolve)?\(\s*(['"`]?)([^'"`)]*)\1/g;

/** Imports of a file, also re-exports and `import(…)`. A call without a literal has the specifier `?`. */
export function importsOf(source: string): SourceImport[] {
  const { code, bare } = readSource(source);
  const isCode = (at: number) => bare[at] === code[at];
  const found: SourceImport[] = [];
  for (const { index, 1: type, 2: clause = '', 4: specifier = '' } of code.matchAll(STATEMENT)) {
    if (!isCode(index)) continue;
    const names = namesIn(clause);
    const onlyTypes = type !== undefined || (names.length > 0 && names.every((name) => name.type));
    found.push({ specifier, kind: onlyTypes ? 'type' : 'value', names: names.map(({ name }) => name) });
  }
  for (const { index, 2: specifier = '' } of code.matchAll(BARE_STATEMENT))
    if (isCode(index)) found.push({ specifier, kind: 'value', names: [] });
  for (const { index, 1: quote, 2: specifier = '' } of code.matchAll(CALL))
    if (isCode(index))
      found.push({ specifier: quote === '' ? '?' : specifier, kind: 'dynamic', names: ['*'] });
  return found;
}

function namesIn(clause: string): { name: string; type: boolean }[] {
  const [outside = '', inside] = clause.split(/[{}]/);
  const whole = outside.includes('*') ? ['*'] : outside.replace(',', '').trim() === '' ? [] : ['default'];
  const members = (inside ?? '').split(',').flatMap((part) => {
    const [, type, name] = /^\s*(type\s+)?([\w$]+)/.exec(part) ?? [];
    return name === undefined ? [] : [{ name, type: type !== undefined }];
  });
  return [...whole.map((name) => ({ name, type: false })), ...members];
}

const COMMENT = /\/\/.*|\/\*[\s\S]*?\*\//y;
const QUOTED = /'(?:\\[\s\S]|[^'\\])*'|"(?:\\[\s\S]|[^"\\])*"/y;
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//y;
const TEMPLATE = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*/y;

/** After these a `/` begins a regular expression, after anything else it divides. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+\-*%~^<>]|=>|\b(?:return|typeof|case|in|of|void|throw|await))\s*$/;

export function readSource(source: string): SourceText {
  const code = source.split('');
  const bare = [...code];
  const blank = (view: string[], from: number, to: number) => {
    for (let at = from; at < to; at += 1) if (view[at] !== '\n') view[at] = ' ';
  };
  const length = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0].length ?? 0;
  };
  /** Depth of braces inside each `${` that is open. */
  const templates: number[] = [];
  let at = 0;
  const skipTemplate = () => {
    const end = at + length(TEMPLATE, at);
    blank(bare, at, end);
    at = end + (source[end] === '`' ? 1 : 2);
    if (source[end] !== '`') templates.push(0);
  };
  while (at < source.length) {
    const comment = length(COMMENT, at);
    const string = comment > 0 ? 0 : length(QUOTED, at);
    const isRegex =
      source[at] === '/' && comment === 0 && BEFORE_REGEX.test(bare.slice(Math.max(0, at - 80), at).join(''));
    const regex = isRegex ? length(REGEX, at) : 0;
    if (comment > 0) {
      blank(code, at, at + comment);
      blank(bare, at, at + comment);
      at += comment;
    } else if (string > 0 || regex > 0) {
      blank(bare, at + 1, at + string + regex - 1);
      at += string + regex;
    } else if (source[at] === '`') {
      at += 1;
      skipTemplate();
    } else {
      const depth = templates.at(-1);
      if (depth !== undefined && source[at] === '{') templates[templates.length - 1] = depth + 1;
      const closes = depth === 0 && source[at] === '}';
      if (depth !== undefined && depth > 0 && source[at] === '}') templates[templates.length - 1] = depth - 1;
      at += 1;
      if (closes) {
        templates.pop();
        skipTemplate();
      }
    }
  }
  return { code: code.join(''), bare: bare.join('') };
}
