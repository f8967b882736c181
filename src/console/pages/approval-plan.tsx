/** What a decision is about: what changes, and what that rests on. */
import { countBySeverity } from '../../core/finding.ts';
import type { RunView } from '../../engine/desk/desk.ts';
import type { Preview } from '../../engine/desk/preview.ts';
import { operationTitle } from '../../sync/operation-title.ts';
import type { Plan } from '../../sync/plan.ts';
import { PreviewSentence } from '../parts/preview-sentence.tsx';
import { Facts, Table } from '../parts/tables.tsx';
import { momentText, whole } from '../words/format.ts';
import { personText } from '../words/people.ts';

/** So many steps of the plan are listed; the number of all is said. */
const STEPS = 100;

export function NoPlan({ view: { run } }: { view: RunView }) {
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

export function PlanParts({ view, plan, preview, own }: PlanProps) {
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
