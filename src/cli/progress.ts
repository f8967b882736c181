/** Progress on stderr: on a terminal one line that renews itself, elsewhere a line for each stage. */
import type { EngineEvents } from '../engine/ports.ts';
import { operationTitle } from '../sync/operation-title.ts';

export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Without a terminal an operation is reported at most this often. */
const EVERY_MS = 10_000;

export function progressOn(
  output: ProgressOutput,
  options: { readonly quiet?: boolean },
  now: () => number = Date.now,
): EngineEvents {
  if (options.quiet) return { stage: () => undefined, operation: () => undefined };
  let lastLine = now();
  return {
    stage(title) {
      output.write(output.isTTY ? `\r\u001b[2K${title} …\n` : `${title} …\n`);
      lastLine = now();
    },
    operation(done, total, operation) {
      const text = `${done} von ${total}: ${operationTitle(operation)}`;
      if (output.isTTY) output.write(`\r\u001b[2K${text}${done === total ? '\n' : ''}`);
      else if (done === total || now() - lastLine >= EVERY_MS) {
        output.write(`${text}\n`);
        lastLine = now();
      }
    },
  };
}
