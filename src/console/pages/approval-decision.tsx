/** Deciding about a run, and what was decided. */
import type { SyncError } from '../../errors.ts';
import { appointmentText } from '../../core/berlin-clock.ts';
import type { RunView } from '../../engine/desk/desk.ts';
import { historyEnds } from '../../engine/retention/due.ts';
import { isProved } from '../../engine/session/session.ts';
import { Button, PostForm, TextArea, TextField } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { Facts } from '../parts/tables.tsx';
import { APPROVERS, EDITORS, isAllowed } from '../rights.ts';
import type { Guest, Visit } from '../visit.ts';
import { dayText, momentText } from '../words/format.ts';
import { personText } from '../words/people.ts';
import { mayWithdraw, Withdraw } from './approval-withdraw.tsx';

interface DecisionProps {
  readonly view: RunView;
  readonly guest: Guest;
  readonly visit: Visit;
  /** What stood in the fields when they were last sent. */
  readonly typed: Readonly<Record<string, string>>;
  readonly error: SyncError | undefined;
}

export function Decision(props: DecisionProps) {
  const { view, guest } = props;
  const { run, approval } = view;
  const { roles, subject } = guest.session;
  const path = `/laeufe/${run.id}`;
  const isDecided = approval !== undefined && (approval.decision !== null || approval.usedAt !== null);
  if (isDecided) return <Decided view={view} guest={guest} />;
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
          {mayWithdraw(view, guest) ? <Withdraw run={run.id} guest={guest} /> : null}
        </>
      ) : null}
      {!waitsForSomebody && !isOwn ? <ForDecider {...props} /> : null}
    </section>
  );
}

function Decided({ view, guest }: { view: RunView; guest: Guest }) {
  const { run, approval, waitsUntil } = view;
  if (!approval) return null;
  const { decision, decidedBy, decidedAt, notBefore, reason } = approval;
  const own = guest.session.subject;
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
          ['Veröffentlichung', notBefore === null ? '' : momentText(notBefore)],
          ['Begründung', reason ?? ''],
        ]}
      />
      {waitsUntil === null ? null : (
        <p class="kern-body">Bis dahin kann den Lauf zurückziehen, wer ihn vorgelegt hat.</p>
      )}
      {waitsUntil !== null && mayWithdraw(view, guest) ? <Withdraw run={run.id} guest={guest} /> : null}
    </section>
  );
}

function ForDecider({ view: { run, approval }, guest, visit, typed, error }: DecisionProps) {
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
      <PostForm action={`${path}/freigeben`} guest={guest} class="ks-stack ks-narrow">
        <input type="hidden" name="plan" value={run.planHash ?? ''} />
        <p class="kern-body">
          Nach der Freigabe schreibt das Programm die Werte nach KomMonitor und liest jeden einzelnen zurück.
          Geht etwas schief, stellt es den alten Stand wieder her.
        </p>
        <p class="kern-body">
          {`Zurücknehmen ist möglich bis ${dayText(historyEnds(visit.house.app.now().toISOString()))}: So lange wird der Stand vor der Veröffentlichung aufgehoben.`}
        </p>
        <TextField
          id="zeitpunkt"
          name="zeitpunkt"
          type="datetime-local"
          label="Zeitpunkt der Veröffentlichung (freiwillig)"
          hint={`Leer: sofort. Oder später, zum Beispiel nach einer Sitzung${approval ? `; spätestens am ${appointmentText(approval.expiresAt)}` : ''}.`}
          value={typed['zeitpunkt']}
          error={error && isAboutMoment(error) ? error.message : undefined}
        />
        <Button>Freigeben und veröffentlichen</Button>
      </PostForm>
      <PostForm action={`${path}/zurueckweisen`} guest={guest} class="ks-stack ks-narrow ks-apart">
        <TextArea
          id="grund"
          name="grund"
          label="Begründung"
          hint="Was stimmt nicht? Ein Satz genügt, ohne Namen von Personen."
          value={typed['grund']}
          error={visit.form['grund']?.trim() === '' ? 'Bitte geben Sie eine Begründung an.' : undefined}
        />
        <Button kind="secondary">Zurückweisen</Button>
      </PostForm>
    </>
  );
}

/** Every refusal of the moment has a code of its own. */
function isAboutMoment({ code }: SyncError): boolean {
  return code.startsWith('approval.time-') || code === 'approval.too-late';
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
