/** Progress on a terminal: what is done stays above, what is going on turns below, with a bar where steps are counted. */
import type { WriteStream } from 'node:tty';
import type { EngineEvents } from '../engine/ports.ts';
import { operationTitle } from '../sync/operation-title.ts';

const BAR = 24;
const SHOW_CURSOR = '\u001b[?25h';

interface Stage {
  readonly title: string;
  /** Ends it; with an error it is marked as failed. */
  readonly finish: (error?: Error) => void;
  readonly finished: Promise<void>;
  tell: (text: string) => void;
}

/** Loads what draws only when there is something to draw. */
export function liveProgress(output: WriteStream): EngineEvents {
  let current: Stage | undefined;
  let drawn = Promise.resolve();
  // Whoever is impatient ends the program in the middle; the terminal is left as it was.
  let watched = false;
  const begin = (title: string) => {
    if (!watched) process.once('exit', () => output.write(SHOW_CURSOR));
    watched = true;
    const stage = newStage(title);
    current = stage;
    drawn = drawn.then(() => draw(stage, output));
  };
  return {
    stage(title) {
      current?.finish();
      begin(title);
    },
    operation(done, total, operation) {
      current?.tell(`${bar(done, total)} ${done} von ${total}: ${operationTitle(operation)}`);
    },
    ended(outcome) {
      current?.finish(outcome === 'failed' ? new Error(current.title) : undefined);
      current = undefined;
      return drawn;
    },
  };
}

function newStage(title: string): Stage {
  let finish: Stage['finish'] = () => undefined;
  const finished = new Promise<void>((resolve, reject) => {
    finish = (error) => (error ? reject(error) : resolve());
  });
  // It may fail before anybody draws it.
  finished.catch(() => undefined);
  return { title, finish, finished, tell: () => undefined };
}

async function draw(stage: Stage, output: WriteStream): Promise<void> {
  const { Listr, ListrLogger, ProcessOutput } = await import('listr2');
  const logger = new ListrLogger({ processOutput: new ProcessOutput(output, output) });
  const list = new Listr(
    {
      title: stage.title,
      task(_context, task) {
        stage.tell = (text) => {
          task.output = text;
        };
        return stage.finished;
      },
    },
    // Signals are the program's own matter: it brings the run in order before it ends.
    { registerSignalListeners: false, exitOnError: false, rendererOptions: { logger, lazy: false } },
  );
  await list.run();
}

/** `█████░░░░░` */
function bar(done: number, total: number): string {
  const full = total === 0 ? BAR : Math.round((done / total) * BAR);
  return '█'.repeat(full) + '░'.repeat(BAR - full);
}
