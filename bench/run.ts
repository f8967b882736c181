/**
 * `npm run bench -- <name> [--json]`: runs one benchmark; without a name it lists them. A benchmark is a file
 * of this folder that exports `bench` and is named like it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';

const NAMES = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && exportsBench(file))
  .map((file) => path.basename(file, '.ts'))
  .sort();

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const [name] = positionals;
if (name === undefined) console.log(values.json ? JSON.stringify(NAMES) : NAMES.join('\n'));
else if (NAMES.includes(name)) await measure(name);
else {
  console.error(`There is no benchmark ${name}; there are ${NAMES.join(', ')}.`);
  process.exitCode = 64;
}

function exportsBench(file: string): boolean {
  return /^export const bench\b/m.test(readFileSync(path.join(import.meta.dirname, file), 'utf8'));
}

async function measure(chosen: string): Promise<void> {
  const { bench } = (await import(`./${chosen}.ts`)) as { bench: Bench };
  const result = await bench.run();
  if (values.json) console.log(JSON.stringify(result));
  else for (const [what, value] of Object.entries(result)) console.log(`${what.padEnd(20)}${String(value)}`);
}
