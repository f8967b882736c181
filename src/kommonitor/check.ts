/** One line of the doctor's report. */
export interface TargetCheck {
  /** Stable, for programs. */
  readonly id: string;
  readonly state: 'ok' | 'warn' | 'fail';
  /** German: what was found. */
  readonly text: string;
  /** German: what to do next; empty where there is nothing to do. */
  readonly hint: string;
}

export function ok(id: string, text: string): TargetCheck {
  return { id, state: 'ok', text, hint: '' };
}

export function warn(id: string, text: string, hint: string): TargetCheck {
  return { id, state: 'warn', text, hint };
}

export function fail(id: string, text: string, hint: string): TargetCheck {
  return { id, state: 'fail', text, hint };
}
