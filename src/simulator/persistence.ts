/** Keeps the state in a file: written whole beside the old one, then renamed over it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { SyncError } from '../errors.ts';
import type { SimulatorState } from './state.ts';

/** Undefined where there is no such file yet; SyncError `simulator.state` (kind local) where it is no dump. */
export function loadState(file: string): SimulatorState | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readState(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new SyncError({
      code: 'simulator.state',
      kind: 'local',
      message: 'Der gespeicherte Stand des Simulators kann nicht gelesen werden.',
      hint: 'Löschen Sie die Datei, um mit einem leeren Simulator zu beginnen.',
      cause,
    });
  }
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
