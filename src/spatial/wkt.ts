/**
 * Well-known text of a coordinate system: its tree, and the projection parameters in it. Only what is needed to
 * tell which registered system a file means; names are reported, never trusted.
 */
export interface WktNode {
  readonly keyword: string;
  /** Texts and numbers of the node itself, in order. */
  readonly values: readonly (string | number)[];
  readonly children: readonly WktNode[];
}

/** What a projected or geographic system says of itself. */
export interface WktSystem {
  readonly name: string;
  readonly epsg: number | null;
  readonly ellipsoid: { readonly semiMajor: number; readonly inverseFlattening: number } | null;
  /** null: geographic, in degrees. */
  readonly projection: {
    readonly method: string;
    /** By name in lower case without separators: `falseeasting`, `centralmeridian`. */
    readonly parameters: ReadonlyMap<string, number>;
    readonly metresPerUnit: number;
  } | null;
}

/** The horizontal system of a text, or undefined where it is no well-known text of one. Vertical parts are skipped. */
export function readWkt(text: string): WktSystem | undefined {
  const root = horizontalNode(parseWkt(text));
  if (!root) return undefined;
  const ellipsoid = find(root, ['SPHEROID', 'ELLIPSOID']);
  return {
    name: String(root.values[0] ?? ''),
    epsg: epsgOf(root),
    ellipsoid: ellipsoid
      ? { semiMajor: Number(ellipsoid.values[1]), inverseFlattening: Number(ellipsoid.values[2]) }
      : null,
    projection: PROJECTED.has(root.keyword) ? projectionOf(root) : null,
  };
}

const PROJECTED: ReadonlySet<string> = new Set(['PROJCS', 'PROJCRS', 'PROJECTEDCRS']);
const GEOGRAPHIC: ReadonlySet<string> = new Set(['GEOGCS', 'GEOGCRS', 'GEODCRS', 'GEOGRAPHICCRS']);
const COMPOUND: ReadonlySet<string> = new Set(['COMPD_CS', 'COMPOUNDCRS']);

function horizontalNode(nodes: readonly WktNode[]): WktNode | undefined {
  const candidates = nodes.flatMap((node) => (COMPOUND.has(node.keyword) ? node.children : [node]));
  return candidates.find((node) => PROJECTED.has(node.keyword) || GEOGRAPHIC.has(node.keyword));
}

function projectionOf(root: WktNode): WktSystem['projection'] {
  const conversion = root.children.find((node) => node.keyword === 'CONVERSION') ?? root;
  const method = conversion.children.find(
    (node) => node.keyword === 'PROJECTION' || node.keyword === 'METHOD',
  );
  const unit = root.children.find((node) => node.keyword === 'UNIT' || node.keyword === 'LENGTHUNIT');
  const parameters = conversion.children
    .filter((node) => node.keyword === 'PARAMETER')
    .map((node): [string, number] => [plain(String(node.values[0])), Number(node.values[1])]);
  return {
    method: plain(String(method?.values[0] ?? '')),
    parameters: new Map(parameters),
    metresPerUnit: Number(unit?.values[1] ?? 1),
  };
}

function epsgOf(root: WktNode): number | null {
  const authority = root.children.find((node) => node.keyword === 'AUTHORITY' || node.keyword === 'ID');
  if (!authority || String(authority.values[0]).toUpperCase() !== 'EPSG') return null;
  const code = Number(authority.values[1]);
  return Number.isInteger(code) ? code : null;
}

function find(node: WktNode, keywords: readonly string[]): WktNode | undefined {
  if (keywords.includes(node.keyword)) return node;
  for (const child of node.children) {
    const found = find(child, keywords);
    if (found) return found;
  }
  return undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const TOKEN = /\s*("(?:[^"]|"")*"|[A-Za-z_][A-Za-z0-9_]*|[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?|[[\](),])/y;

/** The top-level nodes; an empty list where the text is not well formed. */
export function parseWkt(text: string): readonly WktNode[] {
  const tokens = tokensOf(text.trim());
  if (!tokens) return [];
  const top: MutableNode = { keyword: '', values: [], children: [] };
  const open = [top];
  for (const [i, token] of tokens.entries()) {
    const node = open.at(-1);
    if (!node) return [];
    if (token === '[' || token === '(') continue;
    if (token === ']' || token === ')') open.pop();
    else if (/^[A-Za-z_]/.test(token)) {
      const next = tokens[i + 1];
      if (next !== '[' && next !== '(') node.values.push(token);
      else {
        const child: MutableNode = { keyword: token.toUpperCase(), values: [], children: [] };
        node.children.push(child);
        open.push(child);
      }
    } else if (token !== ',') node.values.push(token.startsWith('"') ? token.slice(1, -1) : Number(token));
  }
  return open.length === 1 ? top.children : [];
}

interface MutableNode {
  keyword: string;
  values: (string | number)[];
  children: MutableNode[];
}

function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match?.[1]) return undefined;
    tokens.push(match[1]);
  }
  return tokens;
}
