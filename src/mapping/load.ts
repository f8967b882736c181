/** YAML text to a checked value, every mistake with its line and column. Knows no particular language. */
import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Pair, ParsedNode } from 'yaml';
import type * as z from 'zod';
import { problemsOf } from './issues.ts';
import { configurationError, type Origin, type Position, type Problem } from './problem.ts';

export interface Loaded<T> {
  readonly value: T;
  readonly origin: Origin;
}

export type LoadResult<T> =
  | ({ readonly ok: true } & Loaded<T>)
  | { readonly ok: false; readonly problems: Problem[] };

/** `file` is the name shown in messages. */
export function loadYaml<T>(text: string, file: string, schema: z.ZodType<T>): LoadResult<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    version: '1.2',
    uniqueKeys: true,
    strict: true,
  });
  const syntax = syntaxProblems(document, lines, file);
  const broken = document.contents === null || document.errors.some((e) => e.code !== 'DUPLICATE_KEY');
  if (broken) return { ok: false, problems: syntax };
  const keys = [...syntax, ...keyProblems(document, lines, file)];
  if (!hasPlainKeys(document)) return { ok: false, problems: keys };

  const origin: Origin = { file, positionOf: (path) => positionIn(document, lines, path), text };
  const unfolded = unfold(document);
  if (!unfolded) return { ok: false, problems: [...keys, { file, line: 1, column: 1, message: GROWS }] };
  const checked = schema.safeParse(unfolded.value);
  if (!checked.success)
    return {
      ok: false,
      problems: [...keys, ...problemsOf(checked.error.issues, origin, (path) => writtenAt(document, path))],
    };
  if (keys.length > 0) return { ok: false, problems: keys };
  return { ok: true, value: checked.data, origin };
}

/** So many aliases are no configuration but an attempt to fill the memory. */
const MOST_ALIASES = 100;
const GROWS = 'Die Datei verweist zu oft auf Teile von sich selbst. Bitte die Teile ausschreiben.';

function unfold(document: Document.Parsed): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/**
 * Checks a section that a connector owns (`config`, `layout`) with the connector's schema.
 * Throws SyncError `mapping.invalid` naming file, line and column.
 */
export function checkSection<T>(
  section: unknown,
  schema: z.ZodType<T>,
  place: { origin: Origin; path: readonly PropertyKey[] },
): T {
  const checked = schema.safeParse(section);
  if (checked.success) return checked.data;
  const moved: Origin = {
    file: place.origin.file,
    positionOf: (path) => place.origin.positionOf([...place.path, ...path]),
  };
  throw configurationError(problemsOf(checked.error.issues, moved, (path) => plainText(section, path)));
}

function hasPlainKeys(document: Document.Parsed): boolean {
  let plain = true;
  visit(document, {
    Pair(_position, { key }) {
      plain &&= isScalar(key);
    },
  });
  return plain;
}

function syntaxProblems(document: Document.Parsed, lines: LineCounter, file: string): Problem[] {
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    file,
    ...at(lines, error.pos[0]),
    message: SYNTAX[error.code] ?? `Die Datei ist kein gültiges YAML (${firstLine(error.message)}).`,
  }));
  if (problems.length > 0) return problems;
  if (document.contents === null) return [{ file, line: 1, column: 1, message: 'Die Datei ist leer.' }];
  return [];
}

const SYNTAX: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'Dieser Schlüssel steht hier zum zweiten Mal.',
  TAB_AS_INDENT: 'Eingerückt wird mit Leerzeichen, nicht mit Tabulatoren.',
  BAD_INDENT: 'Die Einrückung passt nicht zu den Zeilen darüber.',
  BAD_ALIAS: 'Ein Stern am Anfang hat in YAML eine eigene Bedeutung. Bitte in Anführungszeichen setzen.',
  MULTIPLE_DOCS: 'Eine Datei enthält genau ein Dokument; „---“ trennt hier ein zweites ab.',
};

/** `012:` is the number 12 in YAML 1.2: the leading zero would be lost without a word. */
function keyProblems(document: Document.Parsed, lines: LineCounter, file: string): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Pair(_position, { key }) {
      const message = keyMistake(key);
      if (message === undefined) return;
      const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
      problems.push({ file, ...at(lines, offset), message });
    },
  });
  return problems;
}

function keyMistake(key: unknown): string | undefined {
  if (!isScalar(key)) return 'Ein Schlüssel ist ein einfacher Text, keine Liste.';
  if (typeof key.value === 'string') return undefined;
  if (key.value === null)
    return 'Der Schlüssel fehlt. Ein leerer Schlüssel wird in Anführungszeichen geschrieben.';
  const source = key.source ?? '';
  return `Der Schlüssel ${source} würde als Zahl oder Wahrheitswert gelesen. Bitte in Anführungszeichen setzen: '${source}'.`;
}

function positionIn(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): Position {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = offsetOf(document, path.slice(0, length));
    if (offset !== undefined) return at(lines, offset);
  }
  return at(lines, document.contents?.range?.[0] ?? 0);
}

/** Members of a map are pointed at by their key, items of a list by the item. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number | undefined {
  const parent = nodeAt(document, path.slice(0, -1));
  const last = path.at(-1);
  if (isMap<ParsedNode, ParsedNode | null>(parent)) {
    const pair = parent.items.find((item) => keyText(item) === String(last));
    return pair && isNode(pair.key) ? pair.key.range?.[0] : undefined;
  }
  return nodeAt(document, path)?.range?.[0];
}

function nodeAt(document: Document.Parsed, path: readonly PropertyKey[]): ParsedNode | undefined {
  let node: unknown = document.contents;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap<ParsedNode, ParsedNode | null>(node))
      node = node.items.find((p) => keyText(p) === String(step))?.value;
    else if (isNode(node) && 'items' in node && typeof step === 'number') node = node.items[step];
    else return undefined;
  }
  return isNode(node) ? (node as ParsedNode) : undefined;
}

function keyText(pair: Pair<ParsedNode, ParsedNode | null>): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

function writtenAt(document: Document.Parsed, path: readonly PropertyKey[]): string | undefined {
  const node = nodeAt(document, path);
  if (!isScalar(node) || node.value === null) return undefined;
  return node.source;
}

function plainText(section: unknown, path: readonly PropertyKey[]): string | undefined {
  let value = section;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function at(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
