/** Screen 6, Freigabe: a second person decides, with the evidence before them. */
import type { SyncError } from '../../errors.ts';
import { countBySeverity } from '../../core/finding.ts';
import { isProved } from '../../engine/session/session.ts';
import type { RunView } from '../../engine/desk/desk.ts';
import type { Preview } from '../../engine/desk/preview.ts';
import { historyEnds } from '../../engine/retention/due.ts';
import { operationTitle } from '../../sync/operation-title.ts';
import type { Plan } from '../../sync/plan.ts';
import { page } from '../page.tsx';
import { Button, PostForm, TextArea } from '../parts/forms.tsx';
import { Alert, StateBadge } from '../parts/marks.tsx';
import { PreviewSentence } from '../parts/preview-sentence.tsx';
import { Facts, Table } from '../parts/tables.tsx';
import { APPROVERS, EDITORS, isAllowed } from '../rights.ts';
import { parameter, requireGuest, type Guest, type Visit } from '../visit.ts';
import { dayText, momentText, whole } from '../words/format.ts';
import { personText } from '../words/people.ts';
import { standingText } from '../words/standing.ts';
import { statusOf } from '../words/problems.ts';
import { RefusedAlert } from './problem.tsx';

/** So many steps of the plan are listed; the number of all is said. */
const STEPS = 100;

export async function approvalPage(visit: Visit, error?: SyncError) {
  const { app } = visit.house;
  const guest = requireGuest(visit);
  const view = await app.desk.run(parameter(visit, 'id'));
  const plan = await app.desk.plan(view.run);
  const preview = await app.desk.preview(view.run);
  const { run } = view;
  const draft = await app.sessions.draft(guest.session.subject, `/laeufe/${run.id}/freigabe`);
  const reason = visit.form['grund'] ?? draft?.fields['grund'];
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
        {plan ? <Decision view={view} guest={guest} visit={visit} reason={reason} /> : null}
      </>
    ),
  });
}

function NoPlan({ view: { run } }: { view: RunView }) {
  return (
    <p class="kern-body">
      {run.planHash === null
        ? 'Dieser Lauf hat keinen Plan; es gibt nichts freizugeben.'
        : 'Der Plan dieses Laufs wurde nach Ablauf seiner Frist gelöscht.'}
    </p>
  );
}

interface PlanProps {
  readonly view: RunView;
  readonly plan: Plan;
  readonly preview: Preview;
  readonly own: string;
}

function PlanParts({ view, plan, preview, own }: PlanProps) {
  const { approval, title, deliveries, brought } = view;
  const notes = countBySeverity(plan.findings);
  const listed = plan.operations.slice(0, STEPS);
  return (
    <>
      <section aria-labelledby="aenderungen">
        <h2 class="kern-heading-medium" id="aenderungen">
          Was sich in KomMonitor ändert
        </h2>
        <PreviewSentence preview={preview} />
        <p class="kern-body">
          <a class="kern-link" href={`/laeufe/${view.run.id}/vorschau`}>
            Vorschau: Tabelle, Karte und Verlauf
          </a>
        </p>
        <Table
          caption="Schritte des Plans"
          columns={[{ title: 'Schritt' }]}
          rows={listed.map((operation) => [operationTitle(operation)])}
        />
        {plan.operations.length > listed.length ? (
          <p class="kern-body">{`Gezeigt werden die ersten ${whole(STEPS)} von ${whole(plan.operations.length)} Schritten.`}</p>
        ) : null}
      </section>
      <section aria-labelledby="grundlage">
        <h2 class="kern-heading-medium" id="grundlage">
          Grundlage
        </h2>
        <Facts
          facts={[
            ['Auftrag', title],
            ['Ziel', plan.target],
            [
              'Lieferungen',
              deliveries.map(({ file, sha256 }) => `${file} (${sha256.slice(0, 8)})`).join(', '),
            ],
            [
              view.run.kind === 'rollback' ? 'Begonnen von' : 'Gebracht von',
              brought ? personText(brought.by, own) : '',
            ],
            [
              view.run.kind === 'rollback' ? 'Begründung' : 'Bemerkung',
              brought?.remark ? <bdi>{brought.remark}</bdi> : '',
            ],
            ['Vorgelegt von', approval?.submittedBy ? personText(approval.submittedBy, own) : 'vom Programm'],
            ['Stand von KomMonitor', momentText(plan.createdAt)],
            ['Gültig bis', momentText(approval?.expiresAt ?? plan.expiresAt)],
            ['Hinweise im Plan', notes.warning > 0 ? whole(notes.warning) : 'keine'],
            ['Plan', <span class="ks-technical">{view.run.planHash?.slice(0, 8)}</span>],
          ]}
        />
        <p class="kern-body">
          <a class="kern-link" href={`/laeufe/${view.run.id}/pruefung`}>
            Prüfbericht ansehen
          </a>
        </p>
      </section>
    </>
  );
}

interface DecisionProps {
  readonly view: RunView;
  readonly guest: Guest;
  readonly visit: Visit;
  readonly reason: string | undefined;
}

function Decision(props: DecisionProps) {
  const { view, guest } = props;
  const { run, approval } = view;
  const { roles, subject } = guest.session;
  const path = `/laeufe/${run.id}`;
  const isDecided = approval !== undefined && (approval.decision !== null || approval.usedAt !== null);
  if (isDecided) return <Decided view={view} own={subject} />;
  const waitsForSomebody = approval ? approval.submittedBy === null : run.state === 'draft';
  const isOwn = approval !== undefined && [approval.submittedBy, approval.uploadedBy].includes(subject);
  return (
    <section aria-labelledby="entscheidung">
      <h2 class="kern-heading-medium" id="entscheidung">
        Entscheidung
      </h2>
      {waitsForSomebody && isAllowed(EDITORS, roles) ? (
        <PostForm action={`${path}/vorlegen`} guest={guest}>
          <p class="kern-body">
            Sie haben die Änderungen geprüft und stehen dafür ein. Freigeben muss eine andere Person.
          </p>
          <Button>Zur Freigabe geben</Button>
        </PostForm>
      ) : null}
      {waitsForSomebody && !isAllowed(EDITORS, roles) ? (
        <p class="kern-body">
          Für diesen Lauf steht noch niemand ein. Zuerst legt ihn eine Person mit der Berechtigung
          „Sachbearbeitung“ vor.
        </p>
      ) : null}
      {!waitsForSomebody && isOwn ? (
        <>
          <Alert tone="info" title="Sie können Ihre eigene Lieferung nicht freigeben.">
            <p class="kern-body">
              Bitten Sie eine Kollegin oder einen Kollegen mit der Berechtigung „Freigabe“.
            </p>
          </Alert>
          {isAllowed(EDITORS, roles) ? (
            <PostForm action={`${path}/zurueckziehen`} guest={guest}>
              <Button kind="secondary">Zurückziehen</Button>
            </PostForm>
          ) : null}
        </>
      ) : null}
      {!waitsForSomebody && !isOwn ? <ForDecider {...props} /> : null}
    </section>
  );
}

function Decided({ view: { approval }, own }: { view: RunView; own: string }) {
  if (!approval) return null;
  const { decision, decidedBy, decidedAt, reason } = approval;
  const words = {
    approved: 'Freigegeben',
    rejected: 'Zurückgewiesen',
    withdrawn: 'Zurückgezogen',
    expired: 'Abgelaufen',
    overtaken: 'Überholt',
  } as const;
  return (
    <section aria-labelledby="entschieden">
      <h2 class="kern-heading-medium" id="entschieden">
        Entschieden
      </h2>
      <Facts
        facts={[
          ['Entscheidung', decision === null ? '' : words[decision]],
          ['Von', decidedBy === null ? 'vom Programm' : personText(decidedBy, own)],
          ['Am', decidedAt === null ? '' : momentText(decidedAt)],
          ['Begründung', reason ?? ''],
        ]}
      />
    </section>
  );
}

function ForDecider({ view: { run }, guest, visit, reason }: DecisionProps) {
  const path = `/laeufe/${run.id}`;
  if (!isAllowed(APPROVERS, guest.session.roles))
    return <p class="kern-body">Entscheiden kann eine Person mit der Berechtigung „Freigabe“.</p>;
  if (!isProved(guest.session, visit.house.app.now()))
    return (
      <>
        <p class="kern-body">
          Ihre Anmeldung ist länger als 15 Minuten her. Bestätigen Sie vor der Entscheidung, dass Sie es sind.
        </p>
        <a
          class="kern-btn kern-btn--primary"
          href={`/bestaetigen?weiter=${encodeURIComponent(`${path}/freigabe`)}`}
        >
          <span class="kern-label">Anmeldung bestätigen</span>
        </a>
      </>
    );
  return (
    <>
      <Checklist lines={visit.house.app.config.console.checklist} />
      <PostForm action={`${path}/freigeben`} guest={guest}>
        <input type="hidden" name="plan" value={run.planHash ?? ''} />
        <p class="kern-body">
          Nach der Freigabe schreibt das Programm die Werte nach KomMonitor und liest jeden einzelnen zurück.
          Geht etwas schief, stellt es den alten Stand wieder her.
        </p>
        <p class="kern-body">
          {`Zurücknehmen ist möglich bis ${dayText(historyEnds(visit.house.app.now().toISOString()))}: So lange wird der Stand vor der Veröffentlichung aufgehoben.`}
        </p>
        <Button>Freigeben und veröffentlichen</Button>
      </PostForm>
      <PostForm action={`${path}/zurueckweisen`} guest={guest} class="ks-stack ks-narrow ks-apart">
        <TextArea
          id="grund"
          name="grund"
          label="Begründung"
          hint="Was stimmt nicht? Ein Satz genügt, ohne Namen von Personen."
          value={reason}
          error={visit.form['grund']?.trim() === '' ? 'Bitte geben Sie eine Begründung an.' : undefined}
        />
        <Button kind="secondary">Zurückweisen</Button>
      </PostForm>
    </>
  );
}

function Checklist({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h3 class="kern-heading-small">Vor der Entscheidung prüfen</h3>
      <ul class="ks-bullets">
        {lines.map((line) => (
          <li class="kern-body">{line}</li>
        ))}
      </ul>
    </div>
  );
}
