/**
 * Where a text stops being JSON. Used after `JSON.parse` has failed: its own message names the place only
 * sometimes and quotes the content, which must not get into a finding.
 */
const TOKEN =
  /[ \t\r\n]*(?:([{}[\]:,])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;
const WHITE = /[ \t\r\n]*/y;

type Expect = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/** 0-based offset of the first sign that cannot stand where it stands; the length where the end comes too early. */
export function jsonErrorOffset(text: string): number {
  const open: ('{' | '[')[] = [];
  let expect: Expect = 'value';
  let offset = 0;
  for (;;) {
    const start = afterWhite(text, offset);
    TOKEN.lastIndex = offset;
    const match = TOKEN.exec(text);
    if (!match) return start;
    const next = follow(expect, match, open);
    if (!next) return start;
    expect = next;
    offset = TOKEN.lastIndex;
  }
}

/** 1-based line and column of an offset. */
export function lineAndColumn(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** What may come after the token, or undefined where the token may not stand here. Keeps `open` up to date. */
function follow(expect: Expect, match: RegExpExecArray, open: ('{' | '[')[]): Expect | undefined {
  const [, sign, text] = match;
  const container = (): Expect => (open.length === 0 ? 'nothing' : 'comma-or-end');
  const inObject = open.at(-1) === '{';

  if (sign === undefined) {
    if (expect === 'key' || expect === 'key-or-end') return text === undefined ? undefined : 'colon';
    return expect === 'value' || expect === 'value-or-end' ? container() : undefined;
  }
  if (sign === '{' || sign === '[') {
    if (expect !== 'value' && expect !== 'value-or-end') return undefined;
    open.push(sign);
    return sign === '{' ? 'key-or-end' : 'value-or-end';
  }
  if (sign === ':') return expect === 'colon' ? 'value' : undefined;
  if (sign === ',') return expect !== 'comma-or-end' ? undefined : inObject ? 'key' : 'value';
  const closes = sign === '}' ? ['key-or-end', 'comma-or-end'] : ['value-or-end', 'comma-or-end'];
  if (!closes.includes(expect) || inObject !== (sign === '}')) return undefined;
  open.pop();
  return container();
}

function afterWhite(text: string, offset: number): number {
  WHITE.lastIndex = offset;
  WHITE.exec(text);
  return WHITE.lastIndex;
}
