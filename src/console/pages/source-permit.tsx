/** Within which limits a schedule publishes by itself, and who has put their name under them. */
import type { SourceView } from '../../engine/desk/source-desk.ts';
import { Button, PostForm } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { Facts } from '../parts/tables.tsx';
import { APPROVERS, isAllowed, STARTERS } from '../rights.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { dayText, whole } from '../words/format.ts';
import { personText } from '../words/people.ts';

export function Unattended({ visit, view: { job, unattended } }: { visit: Visit; view: SourceView }) {
  const guest = requireGuest(visit);
  const { subject, roles } = guest.session;
  const permit = unattended?.permit;
  const isGiven = permit !== undefined && permit.approvedBy !== null;
  const isOwn = permit?.proposedBy === subject;
  const maySign = permit ? isAllowed(APPROVERS, roles) && !isOwn : isAllowed(STARTERS, roles);
  return (
    <section aria-labelledby="grenzen">
      <h2 class="kern-heading-medium" id="grenzen">
        Veröffentlichen ohne Freigabe
      </h2>
      {unattended ? (
        <>
          {isGiven ? null : (
            <Alert tone="info" title="Diese Grenzen gelten noch nicht.">
              <p class="kern-body">
                {permit
                  ? `${isOwn ? 'Sie haben' : `${personText(permit.proposedBy)} hat`} am ${dayText(permit.proposedAt)} zugestimmt. Eine zweite Person mit der Berechtigung „Freigabe“ muss noch zustimmen.`
                  : 'Zwei Personen müssen zustimmen. Bis dahin wartet jede Änderung auf eine Freigabe.'}
              </p>
            </Alert>
          )}
          <Facts
            facts={[
              ['Größte Änderung eines Werts', `${whole(unattended.limits.largestChange)} %`],
              ['Indikatoren', unattended.limits.indicators?.join(', ') ?? 'alle des Auftrags'],
              [
                'Nie ohne Freigabe',
                'entfallende Werte, neue Indikatoren, Beschreibungen, Zugriffsrechte, Flächen',
              ],
              ['Zugestimmt', permit ? signedText(permit.proposedBy, permit.proposedAt, subject) : ''],
              [
                'Als Zweite zugestimmt',
                permit?.approvedBy ? signedText(permit.approvedBy, permit.approvedAt ?? '', subject) : '',
              ],
            ]}
          />
          {!isGiven && maySign ? (
            <PostForm action={`/quellen/${job.id}/zustimmen`} guest={guest}>
              <p class="kern-body">
                Mit Ihrer Zustimmung stehen Sie dafür ein, dass der Zeitplan in diesen Grenzen von selbst
                veröffentlicht.
              </p>
              <Button>Diesen Grenzen zustimmen</Button>
            </PostForm>
          ) : null}
        </>
      ) : (
        <p class="kern-body">Nicht vorgesehen. Jede Änderung wartet auf eine Freigabe.</p>
      )}
    </section>
  );
}

function signedText(by: string, at: string, own: string): string {
  const who = personText(by, own);
  return `${who === 'Ihnen' ? 'Sie' : who}, ${dayText(at)}`;
}
