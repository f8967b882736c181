/** The built program as a process of its own, as an operator starts it. */
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = path.join(ROOT, 'dist/src/main.js');

export interface Finished {
  /** null where the process was killed. */
  readonly code: number | null;
  readonly killedBy: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Throws where `dist` is missing or older than what it is built from. */
export function requireBuilt(): void {
  const built = newest(path.join(ROOT, 'dist/src'), '.js');
  const sources = Math.max(
    newest(path.join(ROOT, 'src'), '.ts'),
    newest(path.join(ROOT, 'src'), '.tsx'),
    newest(path.join(ROOT, 'connectors'), '.ts'),
  );
  if (built === 0 || built < sources)
    throw new Error('dist is missing or older than the sources: run "npm run build" first');
}

/** Runs `kmsync` with these arguments. `preload`: modules that node loads before `program`. */
export function runProcess(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  preload: readonly string[] = [],
  program = PROGRAM,
): Promise<Finished> {
  const imports = preload.flatMap((module) => ['--import', module]);
  const child = spawn(process.execPath, [...imports, program, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, killedBy) => resolve({ code, killedBy, stdout, stderr }));
  });
}

function newest(folder: string, ending: string): number {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith(ending) || entry.name.includes('.test.')) continue;
    latest = Math.max(latest, statSync(path.join(entry.parentPath, entry.name)).mtimeMs);
  }
  return latest;
}
