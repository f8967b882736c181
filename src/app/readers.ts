/** Where and within which limits deliveries are read. */
import { existsSync } from 'node:fs';
import { openReaders, type Readers } from '../engine/reading/readers.ts';
import { startWorker, workerEntry } from '../engine/threads.ts';

/** Far above what the largest known delivery takes (a million persons: 0.2 GB, a few seconds without an answer). */
const LIMITS = { memoryMb: 1536, milliseconds: 300_000 };

/** Processes are started as they were built; where nothing was built, as in unit tests, files are read in this one. */
export function deliveryReaders(root: string): Readers {
  const entry = workerEntry(root, 'src/app/reader.worker');
  if (!existsSync(entry)) return { apart: (source) => source, close: () => Promise.resolve() };
  return openReaders({ limits: LIMITS, start: () => startWorker({ entry, memoryMb: LIMITS.memoryMb }) });
}
