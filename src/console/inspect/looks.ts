/** Files that people look into again: in memory only, each for the one who opened it, and soon forgotten. */
import { rawValue } from '../../core/table.ts';
import type { Labelled } from '../../engine/desk/mapping-look.ts';
import { weightOf, type LookedSheet } from '../../engine/look/look.ts';

export interface Look {
  /** As the delivery is called in findings. */
  readonly file: string;
  readonly sha256: string;
  readonly sheets: readonly LookedSheet[];
  /** Its first rows as its profile labels them; left out where nobody has asked for them. */
  readonly labelled?: Labelled;
  /** ISO instant, UTC: from then on it is forgotten. */
  readonly until: string;
}

export interface Looks {
  /** `of`: id of the run, or of the job where no run is looked at. Undefined: nothing was opened, or it is forgotten. */
  of(sessionId: string, of: string): Look | undefined;
  /** The next one of the same session for the same takes its place. */
  put(sessionId: string, of: string, look: Omit<Look, 'until'>): Look;
  /** All of a session that is over. */
  forget(sessionId: string): void;
}

export const LOOK_MINUTES = 15;
/** Of all people together; the oldest is forgotten first. */
export const MOST_HELD_BYTES = 64_000_000;
const MINUTE_MS = 60_000;

interface Held {
  readonly session: string;
  readonly look: Look;
  readonly bytes: number;
}

/** `signal`: until then what is too old is forgotten every minute, whether anybody asks or not. */
export function openLooks(now: () => Date, signal: AbortSignal): Looks {
  /** Oldest first. */
  const held = new Map<string, Held>();
  const keyOf = (session: string, of: string) => `${session} ${of}`;
  const sweep = () => {
    for (const [key, { look }] of held) if (Date.parse(look.until) <= now().getTime()) held.delete(key);
  };
  const sweeping = setInterval(sweep, MINUTE_MS);
  sweeping.unref();
  signal.addEventListener('abort', () => clearInterval(sweeping), { once: true });
  return {
    of(session, of) {
      sweep();
      return held.get(keyOf(session, of))?.look;
    },
    put(session, of, opened) {
      sweep();
      const until = new Date(now().getTime() + LOOK_MINUTES * MINUTE_MS).toISOString();
      const look = { ...opened, until };
      const key = keyOf(session, of);
      held.delete(key);
      held.set(key, { session, look, bytes: bytesOf(look) });
      let sum = [...held.values()].reduce((total, { bytes }) => total + bytes, 0);
      for (const [oldest, { bytes }] of held) {
        if (sum <= MOST_HELD_BYTES || oldest === key) break;
        held.delete(oldest);
        sum -= bytes;
      }
      return look;
    },
    forget(session) {
      for (const [key, each] of held) if (each.session === session) held.delete(key);
    },
  };
}

function bytesOf({ sheets, labelled }: Look): number {
  const looked = sheets.flatMap(({ rows }) => [...rows.values()]);
  const read = (labelled?.tables ?? []).flatMap(({ rows }) =>
    rows.map(({ cells }) => cells.map((cell) => String(rawValue(cell) ?? ''))),
  );
  return [...looked, ...read].reduce((sum, cells) => sum + weightOf(cells), 0);
}
