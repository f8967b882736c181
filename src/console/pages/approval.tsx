/** Screen 6, Freigabe: a second person decides, with the evidence before them. */
import type { SyncError } from '../../errors.ts';
import { page } from '../page.tsx';
import { Alert, StateBadge } from '../parts/marks.tsx';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { standingText } from '../words/standing.ts';
import { statusOf } from '../words/problems.ts';
import { Decision } from './approval-decision.tsx';
import { NoPlan, PlanParts } from './approval-plan.tsx';
import { RefusedAlert } from './problem.tsx';

export async function approvalPage(visit: Visit, error?: SyncError) {
  const { app } = visit.house;
  const guest = requireGuest(visit);
  const view = await app.desk.run(parameter(visit, 'id'));
  const plan = await app.desk.plan(view.run);
  const preview = await app.desk.preview(view.run);
  const { run } = view;
  const draft = await app.sessions.draft(guest.session.subject, `/laeufe/${run.id}/freigabe`);
  const typed = { ...draft?.fields, ...visit.form };
  return page(visit, {
    title: 'Freigabe',
    of: `Lauf ${run.id}`,
    ...(error ? { mistakes: 1, status: statusOf(error) } : {}),
    children: (
      <>
        {error ? <RefusedAlert error={error} /> : null}
        {draft && !error ? (
          <Alert tone="info" title="Ihre Eingaben von vorhin sind wieder da." isNews>
            <p class="kern-body">
              Es wurde noch nichts entschieden. Prüfen Sie die Angaben und senden Sie sie noch einmal ab.
            </p>
          </Alert>
        ) : null}
        <p class="kern-body">
          <a class="kern-link" href={`/laeufe/${run.id}`}>
            {`Zurück zu Lauf ${run.id}`}
          </a>
        </p>
        <div class="ks-state">
          <StateBadge state={run.state} />
          <p class="kern-body">{standingText(view)}</p>
        </div>
        {plan && preview ? (
          <PlanParts view={view} plan={plan} preview={preview} own={guest.session.subject} />
        ) : (
          <NoPlan view={view} />
        )}
        {plan ? <Decision view={view} guest={guest} visit={visit} typed={typed} error={error} /> : null}
      </>
    ),
  });
}
