/** Says that the session is about to end, and lets it be extended (WCAG 2.2.1). Empty until the script fills it. */
import type { FC } from 'hono/jsx';
import { IDLE_MINUTES, LONGEST_HOURS } from '../../engine/session/session.ts';
import type { Guest } from '../visit.ts';
import { clockText } from '../words/format.ts';
import { Button, PostForm } from './forms.tsx';

/** Enough to finish a sentence and press a key. */
const WARN_MINUTES = 5;
/** The ledger knows the last request to a minute. */
const SEEN_MINUTES = 1;

export const SessionEnd: FC<{ guest: Guest; now: Date }> = ({ guest, now }) => {
  const last = new Date(Date.parse(guest.session.begunAt) + LONGEST_HOURS * 3_600_000);
  const warnSeconds = (minutes: number) => Math.max(0, Math.round((minutes - WARN_MINUTES) * 60));
  return (
    <div
      class="kern-container ks-session"
      data-session={String(warnSeconds(IDLE_MINUTES - SEEN_MINUTES))}
      data-session-last={String(warnSeconds((last.getTime() - now.getTime()) / 60_000))}
    >
      <p class="kern-body ks-session__text" role="status" tabindex={-1} data-session-text="" />
      <p data-session-words="idle" hidden>
        {`Ihre Sitzung endet in ${WARN_MINUTES} Minuten, wenn Sie nichts tun.`}
      </p>
      <p data-session-words="last" hidden>
        {`Ihre Sitzung endet um ${clockText(last)} und lässt sich nicht verlängern. Was Sie getippt haben, ist nach der nächsten Anmeldung wieder da, wenn Sie es absenden.`}
      </p>
      <p data-session-words="extended" hidden>
        Ihre Sitzung ist verlängert.
      </p>
      <p data-session-words="over" hidden>
        Ihre Sitzung ist abgelaufen. Was Sie jetzt absenden, ist nach der nächsten Anmeldung wieder da.
      </p>
      <div hidden data-session-form="">
        <PostForm action="/sitzung" guest={guest}>
          <Button kind="secondary">Sitzung verlängern</Button>
        </PostForm>
      </div>
    </div>
  );
};
