/** Whom the rights in a plan are for: KomMonitor alone knows the names. A page is there without them when it is not. */
import type { EnginePorts } from '../ports.ts';

export interface GroupNames {
  /** Name of the group by the id of its right; undefined: KomMonitor cannot be read just now. */
  groupNames(): Promise<ReadonlyMap<string, string> | undefined>;
}

/** Milliseconds: how long a page waits, and how long what was found (or that nothing was) is good enough. */
const PATIENCE = 1_500;
const KEPT = 10 * 60_000;
const KEPT_FAILURE = 60_000;

export function groupNames(
  ports: Pick<EnginePorts, 'session' | 'monotonic' | 'sleep' | 'signal'>,
): GroupNames {
  let until = 0;
  let asked: Promise<ReadonlyMap<string, string> | undefined> | undefined;

  async function read(): Promise<ReadonlyMap<string, string> | undefined> {
    until = Infinity;
    try {
      const { target } = await ports.session();
      const units = await target.organizationalUnits();
      until = ports.monotonic() + KEPT;
      return new Map(units.flatMap(({ name, permissions }) => permissions.map(({ id }) => [id, name])));
    } catch {
      until = ports.monotonic() + KEPT_FAILURE;
      return undefined;
    }
  }

  return {
    async groupNames() {
      if (!asked || ports.monotonic() >= until) asked = read();
      const end = new AbortController();
      const signal = AbortSignal.any([ports.signal, end.signal]);
      const patience = ports.sleep(PATIENCE, signal).catch(() => undefined);
      try {
        // What comes later is there for the next page.
        return await Promise.race([asked, patience.then(() => undefined)]);
      } finally {
        end.abort();
      }
    },
  };
}
