/**
 * Which background job was started for which order, so that a later run waits for it instead of starting
 * another. One small file per order below the deliveries, hidden from file patterns; holds no user data.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const FOLDER = '.genesis-jobs';
/** The services keep results for some days; a job of yesterday is better started anew. */
const KEPT_MS = 24 * 60 * 60 * 1000;

const note = z.strictObject({ job: z.string().min(1), startedAt: z.int() });

export interface JobMemory {
  readonly recall: () => Promise<string | undefined>;
  readonly keep: (job: string) => Promise<void>;
  readonly forget: () => Promise<void>;
}

/** `order`: everything that makes the order what it is. Where nothing can be written, nothing is remembered. */
export function jobMemory(deliveries: string, order: unknown, now: () => number): JobMemory {
  const name = createHash('sha256').update(JSON.stringify(order)).digest('hex').slice(0, 32);
  const file = path.join(deliveries, FOLDER, `${name}.json`);
  return {
    async recall() {
      const text = await readFile(file, 'utf8').catch(() => '');
      const kept = note.safeParse(text === '' ? undefined : parse(text));
      return kept.success && now() - kept.data.startedAt < KEPT_MS ? kept.data.job : undefined;
    },
    async keep(job) {
      const text = JSON.stringify({ job, startedAt: now() });
      await mkdir(path.dirname(file), { recursive: true })
        .then(() => writeFile(file, text))
        .catch(() => undefined);
    },
    forget: () => rm(file, { force: true }).catch(() => undefined),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
