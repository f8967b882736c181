/**
 * Entry of a process that reads deliveries: questions come and answers go over the channel to the engine. Importing it
 * starts it; only `engine/threads.ts` does, and only as a process.
 */
import type { DeliverySource } from '../engine/ports.ts';
import { rawSource } from '../engine/look/raw-layout.ts';
import { readingDesk } from '../engine/reading/desk.ts';
import type { ReadingQuestion } from '../engine/reading/messages.ts';
import { connectorSources } from './connector-sources.ts';

const sources = connectorSources();
const raw = rawSource(sources);
const desk = readingDesk(new Map<string, Pick<DeliverySource, 'layouts'>>([...sources, [raw.id, raw]]));

// Ctrl-C and a service being stopped reach the whole group; the engine hears it as well and ends this process.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (question: unknown) => {
  void desk.answer(question as ReadingQuestion).then((answer) => process.send?.(answer));
});
