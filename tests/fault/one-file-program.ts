/**
 * The built program put together into few files, which node starts in half the time: a crash loop starts it some
 * hundred times. What has native parts or is patched by `crash-points.mjs` stays outside.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const OUTSIDE = [
  'libsql',
  'pg',
  'ssh2-sftp-client',
  'exceljs',
  'highs',
  'pino',
  'node-cron',
  'bullmq',
  'ioredis',
];

export interface OneFileProgram {
  /** What node has to start. */
  readonly main: string;
  remove(): void;
}

export async function oneFileProgram(): Promise<OneFileProgram> {
  // Inside the package, where the program finds its own data from.
  const folder = mkdtempSync(path.join(DIST, 'one-file-'));
  await build({
    root: path.dirname(DIST),
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: OUTSIDE },
    build: {
      ssr: path.join(DIST, 'src/main.js'),
      outDir: folder,
      target: 'node20',
      minify: false,
      reportCompressedSize: false,
    },
  });
  return {
    main: path.join(folder, 'main.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
