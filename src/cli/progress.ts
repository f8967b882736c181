/**
 * Progress on stderr: on a terminal a list that is drawn anew, elsewhere a line for each stage, for programs JSON lines.
 */
import type { EngineEvents } from '../engine/ports.ts';
import { operationTitle } from '../sync/operation-title.ts';
import { liveProgress } from './live-progress.ts';

export const PROGRESS_KINDS = ['auto', 'plain', 'json'] as const;
export type ProgressKind = (typeof PROGRESS_KINDS)[number];

export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface ProgressOptions {
  readonly quiet?: boolean;
  readonly progress?: ProgressKind;
}

/** Without a terminal an operation is reported at most this often. */
const EVERY_MS = 10_000;
const MIN_COLUMNS = 20;
const SILENT: EngineEvents = { stage: () => undefined, operation: () => undefined };

export function progressOn(
  output: ProgressOutput,
  { quiet = false, progress = 'auto' }: ProgressOptions,
  now: () => number = Date.now,
): EngineEvents {
  if (quiet) return SILENT;
  if (progress === 'json') return jsonProgress(output, now);
  return progress === 'auto' && isTerminal(output)
    ? liveProgress(process.stderr)
    : plainProgress(output, now);
}

function plainProgress(output: ProgressOutput, now: () => number): EngineEvents {
  let lastLine = now();
  const line = (text: string) => {
    output.write(`${text}\n`);
    lastLine = now();
  };
  return {
    stage: (title) => line(`${title} …`),
    operation(done, total, operation) {
      if (done === total || now() - lastLine >= EVERY_MS)
        line(`${done} von ${total}: ${operationTitle(operation)}`);
    },
  };
}

/** `{ ts, run, step }`, within a step `done` and `total`; `run` is null outside of one. */
function jsonProgress(output: ProgressOutput, now: () => number): EngineEvents {
  let run: string | null = null;
  let step: string | null = null;
  const line = (facts: object) =>
    output.write(`${JSON.stringify({ ts: new Date(now()).toISOString(), run, step, ...facts })}\n`);
  return {
    begun: (id) => void (run = id),
    stage(title) {
      step = title;
      line({});
    },
    operation: (done, total) => line({ done, total }),
    ended() {
      [run, step] = [null, null];
      return Promise.resolve();
    },
  };
}

/** One that does not say how wide it is cannot be drawn on. */
function isTerminal(output: ProgressOutput): boolean {
  return output === process.stderr && process.stderr.isTTY && process.stderr.columns > MIN_COLUMNS;
}
