/**
 * The one error that may cross a room's border. It carries what a person needs (a German sentence and the
 * next step) and what a program needs (a stable code and a kind that decides the exit code).
 * Data problems are findings, not errors; an error of a library never leaves the room that owns the library.
 */
export type ErrorKind =
  | 'check'
  | 'configuration'
  | 'source'
  | 'target'
  | 'permission'
  | 'stale'
  | 'approval'
  | 'compensated'
  | 'incomplete'
  | 'lease'
  | 'local'
  | 'usage'
  | 'internal';

const EXIT_CODES: Readonly<Record<ErrorKind, number>> = {
  internal: 1,
  check: 3,
  configuration: 4,
  source: 5,
  target: 6,
  permission: 7,
  stale: 8,
  approval: 9,
  compensated: 10,
  incomplete: 11,
  lease: 12,
  local: 13,
  usage: 64,
};

export interface SyncErrorInit {
  /** Stable, dotted, lower case: `target.unreachable`. */
  code: string;
  kind: ErrorKind;
  /** German sentence for the operator; no secret, no value of a person's record. */
  message: string;
  /** German sentence: what to do next. */
  hint: string;
  cause?: unknown;
}

export class SyncError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly hint: string;

  constructor(init: SyncErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'SyncError';
    this.code = init.code;
    this.kind = init.kind;
    this.hint = init.hint;
  }

  get exitCode(): number {
    return EXIT_CODES[this.kind];
  }
}

/** The exit code for anything thrown: a SyncError knows its own, everything else is a bug (1). */
export function exitCodeOf(error: unknown): number {
  return error instanceof SyncError ? error.exitCode : 1;
}
