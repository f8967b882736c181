/** Keeps the state in a file: written whole beside the old one, then renamed over it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { SimulatorState } from './state.ts';

export function loadState(file: string): SimulatorState | undefined {
  return existsSync(file) ? readState(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

export function saveState(file: string, state: SimulatorState): void {
  const beside = `${file}.new`;
  writeFileSync(beside, JSON.stringify(state));
  renameSync(beside, file);
}

/** A dump as it came from outside; throws a RangeError where it is none. */
export function readState(raw: unknown): SimulatorState {
  if (typeof raw !== 'object' || raw === null || !('version' in raw) || raw.version !== 1)
    throw new RangeError('not a state of the simulator');
  return raw as SimulatorState;
}
