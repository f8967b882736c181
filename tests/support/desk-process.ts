/** A reading desk behind a channel as between two processes, in this one: whatever passes is serialized. */
import { deserialize, serialize } from 'node:v8';
import type { DeliverySource } from '../../src/engine/ports.ts';
import { readingDesk } from '../../src/engine/reading/desk.ts';
import type { ReadingQuestion } from '../../src/engine/reading/messages.ts';
import { openReaders, type ReadApart } from '../../src/engine/reading/readers.ts';
import type { WorkerProcess } from '../../src/engine/threads.ts';

export function readAtDesk(sources: ReadonlyMap<string, Pick<DeliverySource, 'layouts'>>): ReadApart {
  return openReaders({
    start: () => deskProcess(sources),
    limits: { memoryMb: 1000, milliseconds: 30_000 },
  });
}

function deskProcess(sources: ReadonlyMap<string, Pick<DeliverySource, 'layouts'>>): WorkerProcess {
  const desk = readingDesk(sources);
  return {
    ask: async (question) => sent(await desk.answer(sent(question) as ReadingQuestion)),
    stop: () => Promise.resolve(),
    residentMb: () => 0,
    over: new Promise(() => undefined),
  };
}

function sent<Message>(message: Message): Message {
  return deserialize(serialize(message)) as Message;
}
