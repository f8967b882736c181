/**
 * The rules of the house, checked on the imports of every shipped file: who may import whom, where heavy
 * libraries live, what is pure, and that what is generated is up to date. Tests beside the files are exempt.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generated, REPOSITORY } from './support/generate.ts';
import { sourceFiles, type ResolvedImport, type SourceFile } from './support/source-files.ts';

/** Each room with its neighbours to the left; whatever is left of those may be imported too. */
const LEFT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  core: ['errors'],
  formats: ['core'],
  mapping: ['formats'],
  spatial: ['mapping'],
  statistics: ['mapping'],
  disclosure: ['mapping'],
  sync: ['mapping'],
  engine: ['spatial', 'statistics', 'disclosure', 'sync'],
  kommonitor: ['engine'],
  store: ['engine'],
  queue: ['engine'],
  observe: ['engine'],
  simulator: ['core'],
  demo: ['formats'],
  sdk: ['formats'],
  connectors: [],
  config: ['mapping'],
  app: ['kommonitor', 'store', 'queue', 'observe', 'simulator', 'demo', 'sdk', 'connectors', 'config'],
  cli: ['app'],
  console: ['app'],
  main: ['cli', 'console'],
};

/** Rooms, or single files where a library is kept behind one door. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  '@hono/node-server': ['simulator', 'console'],
  '@kern-ux/native': ['console'],
  '@tus/file-store': ['src/console/upload/uploads.ts'],
  '@tus/server': ['src/console/upload/uploads.ts'],
  '@turf/turf': ['spatial'],
  axios: ['src/kommonitor/http.ts', 'src/sdk/http.ts', 'src/observe/webhook.ts'],
  'axios-retry': ['src/kommonitor/http.ts', 'src/sdk/http.ts', 'src/observe/webhook.ts'],
  bullmq: ['queue'],
  commander: ['cli'],
  croner: ['queue'],
  'd3-geo': ['console'],
  'd3-scale-chromatic': ['console'],
  exceljs: ['src/formats/sheet.ts'],
  flatbush: ['spatial'],
  geojson: ['spatial'],
  highs: ['disclosure'],
  hono: ['simulator', 'console'],
  'iconv-lite': ['formats'],
  ioredis: ['queue'],
  jose: ['simulator', 'console'],
  kysely: ['store'],
  listr2: ['cli'],
  libsql: ['store', 'src/formats/geopackage.ts'],
  'node-cron': ['queue'],
  nodemailer: ['src/observe/mail.ts'],
  'openid-client': ['kommonitor', 'console'],
  pg: ['store'],
  pino: ['observe'],
  'prom-client': ['src/observe/metrics.ts'],
  proj4: ['spatial'],
  'robust-predicates': ['spatial'],
  saxes: ['formats'],
  shapefile: ['formats'],
  'ssh2-sftp-client': ['src/sdk/sftp-session.ts'],
  'topojson-client': ['spatial'],
  'topojson-server': ['spatial'],
  wkx: ['formats'],
  yaml: ['mapping'],
  yauzl: ['formats'],
  zod: Object.keys(LEFT),
};

const RELEASE = 'src/core/release.ts';
const CONNECTOR_LIST = 'connectors/generated.ts';
const SDK = 'src/sdk/index.ts';
/** Files that decide: same input, same outcome. */
const PURE = /^src\/(core|statistics|disclosure)\/|^src\/sync\/(plan|rollback)/;
/** Entries of processes: they join what decides to a channel, a clock and a process, and decide nothing. */
const WORKER = /\.worker\.ts$/;
const STARTS_PROCESSES = 'src/engine/threads.ts';
/** Content addresses are computed where they are defined. */
const MAY_HASH = 'src/core/hash.ts';
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bprocess\b\s*[.[]|\bconsole\b\s*[.[]|\bperformance\b\s*[.[]|\bglobalThis\b|\bfetch\(|\bset(?:Timeout|Interval|Immediate)\(|\bimport\.meta\b/g;
const LARGEST_FILE = 350;

const FILES = sourceFiles();
const BY_PATH = new Map(FILES.map((file) => [file.path, file]));

describe('the house', () => {
  it('knows every room', () => {
    const unknown = FILES.filter((file) => !(file.room in LEFT)).map((file) => file.path);

    expect(unknown).toEqual([]);
  });

  it('lets a room import only rooms to its left', () => {
    const violations = eachImport((file, { file: target }) => {
      if (target === undefined) return false;
      const room = BY_PATH.get(target)?.room;
      if (room === undefined) return true;
      return room !== file.room && room !== 'errors' && !leftOf(file.room).has(room);
    }).filter((violation) => !violation.startsWith('connectors/'));

    expect(violations).toEqual([]);
  });

  it('lets connectors import the SDK, zod and what Node brings', () => {
    const violations = eachImport((file, { specifier, file: target, library }) => {
      if (file.room !== 'connectors' || specifier.startsWith('node:') || library === 'zod') return false;
      const isOwn = target !== undefined && path.dirname(target) === path.dirname(file.path);
      const isListed = file.path === CONNECTOR_LIST && /^connectors\/[^/]+\/index\.ts$/.test(target ?? '');
      return !(isOwn || isListed || target === SDK);
    });

    expect(violations).toEqual([]);
  });

  it('reaches connectors through the generated list only', () => {
    const violations = eachImport(
      (file, { file: target }) =>
        file.room !== 'connectors' &&
        target !== CONNECTOR_LIST &&
        BY_PATH.get(target ?? '')?.room === 'connectors',
    );

    expect(violations).toEqual([]);
  });

  it('names what it loads', () => {
    const violations = eachImport((_file, { specifier }) => specifier === '?');

    expect(violations).toEqual([]);
  });
});

describe('libraries', () => {
  it('stay in their homes', () => {
    const violations = eachImport((file, { library }) => {
      if (library === undefined) return false;
      const homes = HOMES[library] ?? [];
      return !homes.includes(file.room) && !homes.includes(file.path);
    });

    expect(violations).toEqual([]);
  });

  it('keep the errors of axios, which hold the token, behind its doors', () => {
    const doors = new Set(HOMES['axios']);

    const violations = FILES.filter(
      (file) => !doors.has(file.path) && /\bAxios\w*|\baxios\w*/.test(file.bare),
    );

    expect(violations.map((file) => file.path)).toEqual([]);
  });

  it('are those of package.json, pinned, each one used and accounted for in docs/dependencies.md', () => {
    const { dependencies, devDependencies } = JSON.parse(text('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const used = new Set(
      FILES.flatMap((file) =>
        file.imports.flatMap(({ library, kind }) => (kind === 'type' ? [] : (library ?? []))),
      ),
    );
    const account = text('docs/dependencies.md');
    const all = { ...dependencies, ...devDependencies };

    const unaccounted = Object.keys(all).filter((name) => !account.includes(`| \`${name}\` |`));
    const unpinned = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));

    expect([...used].sort()).toEqual(Object.keys(dependencies).sort());
    expect(unpinned).toEqual([]);
    expect(unaccounted).toEqual([]);
  });
});

describe('a release', () => {
  it('is made by disclosure control alone', () => {
    const importers = eachImport(
      (file, { file: target, names, kind }) =>
        file.room !== 'disclosure' &&
        target === RELEASE &&
        (names.includes('mintRelease') || (names.includes('*') && kind !== 'type')),
    );
    const mentions = FILES.filter(
      (file) => /\bmintRelease\b/.test(file.bare) && file.room !== 'disclosure' && file.path !== RELEASE,
    );

    expect(importers).toEqual([]);
    expect(mentions.map((file) => file.path)).toEqual([]);
  });

  it('is claimed by a cast nowhere but where it is made', () => {
    const casts = FILES.filter((file) => file.path !== RELEASE && /\bas\s+Release\b/.test(file.bare));

    expect(casts.map((file) => file.path)).toEqual([]);
  });
});

describe('what decides', () => {
  const pure = FILES.filter((file) => PURE.test(file.path) && !WORKER.test(file.path));

  it('loads no files, network or processes, not even through others', () => {
    const violations = pure.flatMap((file) => builtInsBehind(file).map((chain) => chain.join(' → ')));

    expect(violations).toEqual([]);
  });

  it('asks no clock, chance, environment or log', () => {
    const violations = pure.flatMap((file) =>
      [...file.bare.matchAll(IMPURE)].map(([what]) => `${file.path}: ${what}`),
    );

    expect(violations).toEqual([]);
  });
});

describe('processes and threads', () => {
  it('are started in one place only', () => {
    const others = FILES.filter((file) => file.path !== STARTS_PROCESSES);
    const importers = eachImport(
      (file, { specifier }) =>
        file.path !== STARTS_PROCESSES &&
        /^(?:node:)?(?:child_process|worker_threads|cluster)$/.test(specifier),
    );

    const starts = others.filter((file) => /\bfork\(|\bnew Worker\(/.test(file.bare));

    expect(importers).toEqual([]);
    expect(starts.map((file) => file.path)).toEqual([]);
  });

  it('have entries that nobody imports, because that would start them here', () => {
    expect(eachImport((_file, { file: target }) => WORKER.test(target ?? ''))).toEqual([]);
  });
});

describe('files', () => {
  it('are written to the console by the command line only', () => {
    const violations = FILES.filter(
      (file) => file.room !== 'cli' && /(?<!\.)\bconsole\s*[.[]/.test(file.bare),
    );

    expect(violations.map((file) => file.path)).toEqual([]);
  });

  it(`stay below ${LARGEST_FILE} lines`, () => {
    const sizes = FILES.filter((file) => file.path.startsWith('src/')).sort((a, b) => a.lines - b.lines);
    const at = (share: number) => sizes[Math.floor(sizes.length * share)]?.lines ?? 0;
    console.log(`${sizes.length} files in src: median ${at(0.5)} lines, nine of ten up to ${at(0.9)}`);

    const tooLong = sizes.filter((file) => file.lines > LARGEST_FILE).map((f) => `${f.path}: ${f.lines}`);

    expect(tooLong).toEqual([]);
  });

  it.each(generated())('that are generated are up to date: %s (npm run generate)', (file, content) => {
    expect(text(file)).toBe(content);
  });
});

/** `from → to` of every import that breaks a rule. */
function eachImport(breaks: (file: SourceFile, found: ResolvedImport) => boolean): string[] {
  return FILES.flatMap((file) =>
    file.imports
      .filter((found) => breaks(file, found))
      .map((found) => `${file.path} → ${found.file ?? found.specifier}`),
  );
}

function leftOf(room: string): Set<string> {
  const neighbours = LEFT[room] ?? [];
  return new Set([...neighbours, ...neighbours.flatMap((neighbour) => [...leftOf(neighbour)])]);
}

/** Chains of loaded files that end in a built-in module; types are not loaded. */
function builtInsBehind(start: SourceFile): string[][] {
  const chains: string[][] = [];
  const seen = new Set<string>();
  const walk = (file: SourceFile, chain: readonly string[]) => {
    if (seen.has(file.path)) return;
    seen.add(file.path);
    for (const { kind, specifier, file: target } of file.imports) {
      if (kind === 'type') continue;
      const isHash = file.path === MAY_HASH && specifier === 'node:crypto';
      if (specifier.startsWith('node:') && !isHash) chains.push([...chain, file.path, specifier]);
      const next = BY_PATH.get(target ?? '');
      if (next) walk(next, [...chain, file.path]);
    }
  };
  walk(start, []);
  return chains;
}

function text(file: string): string {
  return readFileSync(path.join(REPOSITORY, file), 'utf8');
}
