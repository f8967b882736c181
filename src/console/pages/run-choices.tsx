/** What somebody can do about a run, on its page. */
import type { RunView } from '../../engine/desk/desk.ts';
import { RESUMABLE } from '../../engine/ledger.ts';
import { Button, LinkButton, PostForm } from '../parts/forms.tsx';
import { BRINGERS, CARERS, EDITORS, isAllowed, STARTERS } from '../rights.ts';
import type { Guest } from '../visit.ts';
import { mayWithdraw, Withdraw } from './approval-withdraw.tsx';

export function Actions({ view, guest }: { view: RunView; guest: Guest }) {
  const { run, waitsUntil } = view;
  const { roles } = guest.session;
  const path = `/laeufe/${run.id}`;
  const canCancel = run.state === 'checking' && isAllowed(CARERS, roles);
  const canGoOn =
    (run.state === 'approved' && waitsUntil === null && isAllowed(STARTERS, roles)) ||
    (RESUMABLE.has(run.state) && run.state !== 'publishing' && isAllowed(CARERS, roles));
  const isWithPeople = run.state === 'submitted' || run.state === 'approved' || run.state === 'draft';
  const canTakeBack =
    (run.state === 'published' || run.state === 'published_with_notes') && isAllowed(EDITORS, roles);
  const canRestart = run.finishedAt !== null && isAllowed(BRINGERS, roles);
  if (!canCancel && !canGoOn && !isWithPeople && !canTakeBack && !canRestart) return null;
  return (
    <section aria-labelledby="handeln">
      <h2 class="kern-heading-medium" id="handeln">
        Was Sie tun können
      </h2>
      <div class="ks-row">
        {isWithPeople ? (
          <a class="kern-btn kern-btn--secondary" href={`${path}/freigabe`}>
            <span class="kern-label">Zur Freigabe</span>
          </a>
        ) : null}
        {canGoOn && run.state === 'approved' ? (
          <PostForm action={`${path}/fortsetzen`} guest={guest}>
            <Button>Jetzt veröffentlichen</Button>
          </PostForm>
        ) : null}
        {canGoOn && run.state !== 'approved' ? (
          <LinkButton href={`${path}/fortsetzen`}>Fortsetzen</LinkButton>
        ) : null}
        {waitsUntil !== null && mayWithdraw(view, guest) ? <Withdraw run={run.id} guest={guest} /> : null}
        {canRestart ? (
          <a class="kern-btn kern-btn--secondary" href={`${path}/neu-starten`}>
            <span class="kern-label">Neu starten</span>
          </a>
        ) : null}
        {canTakeBack ? (
          <a class="kern-btn kern-btn--secondary" href={`${path}/zuruecknehmen`}>
            <span class="kern-label">Zurücknehmen</span>
          </a>
        ) : null}
        {canCancel ? (
          <PostForm action={`${path}/abbrechen`} guest={guest}>
            <Button kind="secondary">Abbrechen</Button>
          </PostForm>
        ) : null}
      </div>
    </section>
  );
}
