/** Small signs: badges, alerts, counts. A sign is never without its word. */
import type { Child, FC } from 'hono/jsx';
import type { Severity } from '../../core/finding.ts';
import type { StepState } from '../../engine/desk/run-steps.ts';
import type { RunState } from '../../engine/ledger.ts';
import { STATE_LABELS } from '../../engine/report/run-words.ts';
import { SEVERITIES, STATE_TONES, STEP_STATES, type Tone } from '../words/states.ts';

export const Badge: FC<{ tone: Tone; label: string }> = ({ tone, label }) =>
  tone === 'plain' ? (
    <span class="kern-badge kern-badge--small ks-badge--plain">
      <span class="kern-label kern-label--small">{label}</span>
    </span>
  ) : (
    <span class={`kern-badge kern-badge--small kern-badge--${tone}`}>
      <span class={`kern-icon kern-icon--${tone} kern-icon--small`} aria-hidden="true" />
      <span class="kern-label kern-label--small">{label}</span>
    </span>
  );

export const StateBadge: FC<{ state: RunState }> = ({ state }) => (
  <Badge tone={STATE_TONES[state]} label={STATE_LABELS[state]} />
);

export const StepBadge: FC<{ state: StepState }> = ({ state }) => <Badge {...STEP_STATES[state]} />;

export const SeverityBadge: FC<{ severity: Severity }> = ({ severity }) => (
  <Badge tone={SEVERITIES[severity].tone} label={SEVERITIES[severity].label} />
);

/** `isNews`: the outcome of what the person has just done, read aloud at once. */
export const Alert: FC<{
  tone: Exclude<Tone, 'plain'>;
  title: string;
  isNews?: boolean;
  children?: Child;
}> = ({ tone, title, isNews = false, children }) => (
  <div
    class={`kern-alert kern-alert--${tone}`}
    {...(isNews ? { role: 'alert', tabindex: -1, 'data-focus': '' } : {})}
  >
    <div class="kern-alert__header">
      <span class={`kern-icon kern-icon--${tone}`} aria-hidden="true" />
      <span class="kern-title">{title}</span>
    </div>
    {children ? <div class="kern-alert__body">{children}</div> : null}
  </div>
);
