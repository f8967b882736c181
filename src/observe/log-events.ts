/**
 * The closed lists of the log: which events there are and which facts a line may carry. What is not on a
 * list never reaches a line, so that no token, name, value or row can slip in with an object.
 */
export const LOG_EVENTS = [
  'Run:Start',
  'Run:Done',
  'Run:Failed',
  'Run:Resume',
  'Intake:Landed',
  'Check:Findings',
  'Dataset:Stored',
  'Level:Stored',
  'Plan:Ready',
  'Write:Intended',
  'Write:Verified',
  'Write:Failed',
  'Compensate:Start',
  'Compensate:Done',
  'Lease:Taken',
  'Lease:Lost',
  'Target:Retry',
] as const;
export type LogEvent = (typeof LOG_EVENTS)[number];

/** Ids, counts, durations and codes. No cell value, no area, no address, no free text. */
export const LOG_FIELDS = [
  'run',
  'job',
  'kind',
  'state',
  'source',
  'dataset',
  'version',
  'indicator',
  'level',
  'plan',
  'seq',
  'attempt',
  'count',
  'bytes',
  'block',
  'error',
  'warning',
  'info',
  'writes',
  'mismatches',
  'method',
  'status',
  'waitMs',
  'durationMs',
  'code',
] as const;
export type LogField = (typeof LOG_FIELDS)[number];
