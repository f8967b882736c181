/**
 * Which process this is, so that another one can tell whether it is still there. Known on Linux only; elsewhere a
 * process counts as alive until it has not been heard of for long enough.
 */
import { readFileSync, readlinkSync } from 'node:fs';

export interface ProcessIdentity {
  /** One boot of one host, and one name space of process numbers on it: where numbers mean the same. */
  readonly machine: string | null;
  /** `<number> <start time>`: numbers are used again, start times are not. */
  readonly process: string | null;
}

export const THIS_PROCESS: ProcessIdentity = identity();

/** `unknown`: it is, or was, on another machine. */
export function lifeOf({ machine, process: name }: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  if (machine === null || name === null || machine !== THIS_PROCESS.machine) return 'unknown';
  const [pid, started] = name.split(' ');
  return startTime(pid ?? '') === started ? 'alive' : 'dead';
}

function identity(): ProcessIdentity {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const started = startTime('self');
    if (started === undefined) return { machine: null, process: null };
    const machine = `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
    return { machine, process: `${process.pid} ${started}` };
  } catch {
    return { machine: null, process: null };
  }
}

/** Ticks from boot to start (field 22 of proc(5) stat); undefined where there is no such process, or it is a zombie. */
function startTime(pid: string): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name, in brackets, may hold blanks and brackets itself; the state is the third field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}
