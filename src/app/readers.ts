/** Where and within which limits deliveries are read. */
import { existsSync } from 'node:fs';
import { openReaders, type ReadApart } from '../engine/reading/readers.ts';
import { startWorker, workerEntry } from '../engine/threads.ts';

/** Far above what the largest known delivery takes (a million persons: 0.2 GB, a few seconds without an answer). */
const LIMITS = { memoryMb: 1536, milliseconds: 300_000 };

/**
 * Read here in less time than a process takes to start, and so does nobody harm: what is packed grows no further than
 * `formats` allows.
 */
const SMALL_BYTES = 64 * 1024;

let apart: ReadApart | undefined;

/**
 * One set of processes for everything that reads in this one; they end with it. Processes are started as they were
 * built: where nothing was built, as in unit tests, files are read here.
 */
export function readApart(root: string): ReadApart {
  const entry = workerEntry(root, 'src/app/reader.worker');
  if (!existsSync(entry)) return (source) => source;
  apart ??= openReaders({
    limits: LIMITS,
    smallBytes: SMALL_BYTES,
    start: () => startWorker({ entry, memoryMb: LIMITS.memoryMb }),
  });
  return apart;
}
