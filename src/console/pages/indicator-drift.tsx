/** Screen 9: what somebody has changed of an indicator in KomMonitor by hand, and the decision about it. */
import { areaKey } from '../../core/area.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { isAcceptable, type FoundKind } from '../../engine/drift-book.ts';
import type { DriftCellView, IndicatorDrift } from '../../engine/desk/drift-desk.ts';
import { Button, PostForm, TextArea } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { Table } from '../parts/tables.tsx';
import { APPROVERS, EDITORS, isAllowed } from '../rights.ts';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { count, momentText, whole } from '../words/format.ts';
import { dateText, indicatorPath } from './indicators.tsx';
import { namesOf } from './preview-choice.ts';

/** So many are listed; KomMonitor shows the rest. */
const MOST = 50;

const OURS: Readonly<Record<DriftCellView['ours'], string>> = { value: 'ein Wert', empty: 'kein Wert' };
const FOUND: Readonly<Record<FoundKind, string>> = {
  value: 'ein anderer Wert',
  empty: 'kein Wert',
  absent: 'nichts mehr',
  contradictory: 'mehrere verschiedene Werte',
};

function foundText({ ours, found }: Pick<DriftCellView, 'ours' | 'found'>): string {
  return found === 'value' && ours === 'empty' ? 'ein Wert' : FOUND[found];
}

interface DriftProps {
  readonly visit: Visit;
  readonly id: string;
  readonly drift: IndicatorDrift | undefined;
}

export async function DriftPart({ visit, id, drift }: DriftProps) {
  if (!drift || drift.open.length + drift.accepted.length === 0) return null;
  const { open, accepted } = drift;
  return (
    <section aria-labelledby="abweichung">
      <h2 class="kern-heading-medium" id="abweichung">
        Von Hand geändert
      </h2>
      {open.length > 0 ? (
        <>
          <Alert tone="warning" title="In KomMonitor von Hand geändert">
            <p class="kern-body">
              {`${count(open.length, 'Wert steht', 'Werte stehen')} dort anders, als von hier aus veröffentlicht wurde. Festgestellt am ${momentText(drift.at)}.`}
            </p>
          </Alert>
          <Places open={open} names={await areaNames(visit, open.slice(0, MOST))} />
          <Decision visit={visit} id={id} drift={drift} draft={await draftOf(visit)} />
        </>
      ) : null}
      {accepted.length > 0 ? <Accepted accepted={accepted} /> : null}
    </section>
  );
}

function Places({
  open,
  names,
}: {
  open: IndicatorDrift['open'];
  names: ReadonlyMap<DriftCellView, string>;
}) {
  return (
    <>
      <Table
        caption="Wo in KomMonitor etwas anderes steht"
        columns={[
          { title: 'Raumeinheit' },
          { title: 'Schlüssel' },
          { title: 'Raumebene' },
          { title: 'Stichtag' },
          { title: 'veröffentlicht' },
          { title: 'In KomMonitor steht' },
          { title: 'zuletzt geschrieben von' },
        ]}
        rows={open.slice(0, MOST).map((place) => [
          <bdi>{names.get(place)}</bdi>,
          <bdi>{place.area}</bdi>,
          place.level.title,
          dateText(place.date),
          OURS[place.ours],
          foundText(place),
          <a class="kern-link" href={`/laeufe/${place.run}`}>
            {`Lauf ${place.run}`}
          </a>,
        ])}
      />
      {open.length > MOST ? (
        <p class="kern-body">{`Gezeigt sind ${whole(MOST)} von ${whole(open.length)} Werten.`}</p>
      ) : null}
    </>
  );
}

interface DecisionProps extends DriftProps {
  readonly drift: IndicatorDrift;
  readonly draft: Awaited<ReturnType<typeof draftOf>>;
}

function Decision({ visit, id, drift, draft }: DecisionProps) {
  const guest = requireGuest(visit);
  const { roles } = guest.session;
  const typed = visit.form['grund'] ?? draft?.fields['grund'];
  const barred = drift.open.filter((place) => !isAcceptable(place)).length;
  const isMissing = visit.form['grund']?.trim() === '';
  return (
    <>
      <h3 class="kern-heading-small">Unseren Stand wiederherstellen</h3>
      <p class="kern-body">
        Ein Lauf mit Vorschau und Freigabe schreibt wieder, was von hier aus zuletzt veröffentlicht wurde, und
        nichts sonst. Die Vorschau zeigt beide Werte.
      </p>
      {isAllowed(EDITORS, roles) ? (
        <PostForm action={`${indicatorPath(id)}/wiederherstellen`} guest={guest}>
          <input type="hidden" name="stand" value={drift.at} />
          <Button>Unseren Stand wiederherstellen</Button>
        </PostForm>
      ) : (
        <p class="kern-body">Das kann eine Person mit der Berechtigung „Sachbearbeitung“ beginnen.</p>
      )}
      <h3 class="kern-heading-small">KomMonitor-Stand übernehmen</h3>
      <p class="kern-body">
        Diese Stellen werden nicht mehr gemeldet, bis ein Lauf von hier aus sie wieder schreibt. Ändert dort
        noch einmal jemand den Wert, fällt das nicht auf: Werte aus KomMonitor werden hier nicht aufbewahrt.
        Steht in der Quelle weiter der alte Wert, zeigt ihn der nächste Abgleich wieder in seiner Vorschau.
      </p>
      {barred > 0 ? (
        <p class="kern-body">
          {`${barred === drift.open.length ? 'Hier geht das nicht' : `Bei ${count(barred, 'Stelle', 'Stellen')} geht das nicht`}: Von hier aus wurde dort kein Wert veröffentlicht, er kann geheim sein. Stellen Sie unseren Stand wieder her.`}
        </p>
      ) : null}
      {barred === drift.open.length ? null : isAllowed(APPROVERS, roles) ? (
        <>
          {draft && visit.form['grund'] === undefined ? (
            <Alert tone="info" title="Ihre Eingaben von vorhin sind wieder da." isNews>
              <p class="kern-body">
                Es wurde noch nichts übernommen. Senden Sie das Formular noch einmal ab.
              </p>
            </Alert>
          ) : null}
          <PostForm action={`${indicatorPath(id)}/uebernehmen`} guest={guest} class="ks-stack ks-narrow">
            <input type="hidden" name="stand" value={drift.at} />
            <TextArea
              id="grund"
              name="grund"
              label="Begründung"
              hint="Warum soll gelten, was jetzt in KomMonitor steht? Ein Satz genügt, ohne Namen von Personen."
              value={typed}
              error={isMissing ? 'Bitte geben Sie eine Begründung an.' : undefined}
            />
            <Button kind="secondary">KomMonitor-Stand übernehmen</Button>
          </PostForm>
        </>
      ) : (
        <p class="kern-body">Das kann eine Person mit der Berechtigung „Freigabe“ entscheiden.</p>
      )}
    </>
  );
}

function Accepted({ accepted }: Pick<IndicatorDrift, 'accepted'>) {
  const decisions = new Map(accepted.map((each) => [`${each.at} ${each.reason}`, each]));
  const sizeOf = ({ at, reason }: (typeof accepted)[number]) =>
    accepted.filter((each) => each.at === at && each.reason === reason).length;
  return (
    <>
      <p class="kern-body">
        {`${count(accepted.length, 'Wert wurde', 'Werte wurden')} übernommen, wie ${accepted.length === 1 ? 'er' : 'sie'} in KomMonitor ${accepted.length === 1 ? 'steht' : 'stehen'}. Das gilt, bis ein Lauf von hier aus dort wieder schreibt.`}
      </p>
      <ul class="kern-body ks-plain-list">
        {[...decisions.values()].map((each) => (
          <li>
            {`${momentText(each.at)}, ${count(sizeOf(each), 'Wert', 'Werte')}: `}
            <bdi>{each.reason}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

async function areaNames(visit: Visit, places: readonly DriftCellView[]) {
  const names = new Map<DriftCellView, string>();
  const known = new Map<string, Awaited<ReturnType<typeof namesOf>>['name']>();
  for (const place of places) {
    const { level, unitName, date } = place;
    const name =
      known.get(`${level.id} ${date}`) ??
      (await namesOf(visit, { level: level.id, unitName }, referenceDate(date))).name;
    known.set(`${level.id} ${date}`, name);
    names.set(place, name(areaKey(place.area)));
  }
  return names;
}

/** As the guard keeps it where a session has ended. */
export function draftPath(visit: Visit): string {
  return `/indikatoren/${parameter(visit, 'id')}`;
}

function draftOf(visit: Visit) {
  return visit.house.app.sessions.draft(requireGuest(visit).session.subject, draftPath(visit));
}
