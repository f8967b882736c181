/** Hierarchies of codes: a file in which a lead string tells the depth, and a tree as its sums. Codes are trimmed. */
import type { CodeTree } from './table-description.ts';

export interface TreeLine {
  /** 1-based. */
  readonly row: number;
  readonly text: string;
}

/** `row`: a line that is deeper than its place allows, or a code that is there already. */
export type TreeResult =
  | { readonly ok: true; readonly tree: CodeTree }
  | { readonly ok: false; readonly row: number; readonly problem: 'depth' | 'repeated' };

type Growing = { [code: string]: Growing };

/** As `tau-Argus` writes them: one code per line, as many lead strings before it as it is deep. */
export function treeFromLines(lines: readonly TreeLine[], lead: string): TreeResult {
  const root = node();
  const path: Growing[] = [root];
  const seen = new Set<string>();
  for (const { row, text } of lines) {
    let rest = text;
    let depth = 0;
    while (rest.startsWith(lead)) {
      rest = rest.slice(lead.length);
      depth += 1;
    }
    const code = rest.trim();
    if (code === '') continue;
    const parent = path[depth];
    if (!parent) return { ok: false, row, problem: 'depth' };
    if (seen.has(code)) return { ok: false, row, problem: 'repeated' };
    seen.add(code);
    const own = node();
    parent[code] = own;
    path.length = depth + 1;
    path.push(own);
  }
  return { ok: true, tree: root };
}

/** Every code that has parts, with them; the whole tree is what `total` is made of. */
export function sumsOf(tree: CodeTree, total: string): ReadonlyMap<string, readonly string[]> {
  const sums = new Map<string, readonly string[]>();
  const walk = (code: string, parts: CodeTree | null) => {
    const codes = Object.keys(parts ?? {}).map((part) => part.trim());
    if (codes.length === 0) return;
    sums.set(code, codes);
    for (const [part, inner] of Object.entries(parts ?? {})) walk(part.trim(), inner);
  };
  walk(total, tree);
  return sums;
}

function node(): Growing {
  return Object.create(null) as Growing;
}
