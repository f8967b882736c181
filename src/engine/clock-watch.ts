/** Time since a moment by the monotonic clock, and how far the wall clock was set meanwhile. */
import type { EnginePorts } from './ports.ts';

export interface ClockWatch {
  /** Milliseconds since it was made; no setting of a clock changes them. */
  elapsed(): number;
  /** Milliseconds by which the wall clock ran ahead of (or behind, negative) the monotonic one since then. */
  jump(): number;
}

export function clockWatch({ now, monotonic }: Pick<EnginePorts, 'now' | 'monotonic'>): ClockWatch {
  const wall = now().getTime();
  const start = monotonic();
  return {
    elapsed: () => monotonic() - start,
    jump: () => now().getTime() - wall - (monotonic() - start),
  };
}
