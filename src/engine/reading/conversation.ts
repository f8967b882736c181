/** The side that asks: one file, one process, from the first question to the last answer. */
import type { Finding } from '../../core/finding.ts';
import { SyncError } from '../../errors.ts';
import type { LayoutContext } from '../../formats/layout.ts';
import { WorkerEnded, type WorkerProcess } from '../threads.ts';
import type { ReadingAnswer, ReadingQuestion, ReadingStep, Told } from './messages.ts';
import { readingBroken, readingEnded, type ReadingLimits } from './reading-end.ts';

export type ReaderProcess = Pick<WorkerProcess, 'ask' | 'stop'>;

export interface ConversationMeans {
  /** File name, for people. */
  readonly file: string;
  readonly context: LayoutContext;
  readonly limits: ReadingLimits;
}

const END = [{ findings: [], told: { kind: 'end' } }] as const satisfies ReadingAnswer;

export class Conversation {
  readonly #reader: ReaderProcess;
  readonly #means: ConversationMeans;
  readonly #abort: () => void;
  #last: Promise<unknown> = Promise.resolve();
  #over = false;

  constructor(reader: ReaderProcess, means: ConversationMeans) {
    this.#reader = reader;
    this.#means = means;
    this.#abort = () => void reader.stop();
    means.context.signal.addEventListener('abort', this.#abort, { once: true });
  }

  /** Puts the question behind those before it. What is answered counts once it is heard. */
  ask(question: ReadingQuestion): Promise<ReadingAnswer> {
    const { limits } = this.#means;
    const answer = this.#last.then(
      () => this.#reader.ask(question, limits.milliseconds) as Promise<ReadingAnswer>,
    );
    this.#last = answer;
    // Whoever hears the answer hears of it; an answer nobody wants is none of anybody's business.
    answer.catch(() => undefined);
    return answer;
  }

  /** A process that broke off becomes a finding and the end. */
  async hear(answer: Promise<ReadingAnswer>): Promise<ReadingAnswer> {
    if (this.#over) return END;
    try {
      return await answer;
    } catch (error) {
      const { file, context, limits } = this.#means;
      if (!(error instanceof WorkerEnded)) throw error;
      context.signal.throwIfAborted();
      this.#over = true;
      context.report(foundOf(error, file, limits));
      return END;
    }
  }

  /** Reports what was found and rethrows what was thrown. */
  take({ findings, told }: ReadingStep): Told {
    const { file, context } = this.#means;
    context.signal.throwIfAborted();
    for (const found of findings) context.report(found);
    if (told.kind === 'failed') throw new SyncError({ ...told, kind: told.errorKind });
    if (told.kind === 'broken') throw readingBroken(file, told.thrown);
    return told;
  }

  /** Question and answer, where the answer is one step. */
  async tell(question: ReadingQuestion): Promise<Told> {
    const [step = END[0]] = await this.hear(this.ask(question));
    return this.take(step);
  }

  /** Whether the process broke off. */
  get isOver(): boolean {
    return this.#over;
  }

  close(): void {
    this.#means.context.signal.removeEventListener('abort', this.#abort);
  }
}

function foundOf({ end }: WorkerEnded, file: string, limits: ReadingLimits): Finding {
  const ended = readingEnded(end, file, limits);
  if (ended instanceof SyncError) throw ended;
  return ended;
}
