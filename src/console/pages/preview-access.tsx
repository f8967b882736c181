/** Who may read what a plan touches, with the groups by the names that KomMonitor has for them. */
import type { PreviewAccess } from '../../engine/desk/preview-access.ts';
import { Table } from '../parts/tables.tsx';
import type { Visit } from '../visit.ts';
import { count, whole } from '../words/format.ts';

/** So many lines are shown. */
const MOST = 100;

/** By the id of the right; undefined: KomMonitor could not be asked. */
type Names = ReadonlyMap<string, string> | undefined;

export async function accessPart({ house }: Visit, { created, kept }: PreviewAccess) {
  const isForGroups = kept.groups.length > 0 || created.some(({ access }) => access.permissions.length > 0);
  const names = isForGroups ? await house.app.desk.groupNames() : new Map<string, string>();
  return (
    <section aria-labelledby="rechte">
      <h2 class="kern-heading-medium" id="rechte">
        Zugriffsrechte
      </h2>
      <p class="kern-body">
        {created.length === 0
          ? 'Zugriffsrechte bleiben unverändert'
          : 'Was neu ist, bekommt diese Rechte; alles andere behält seine'}
        <Kept kept={kept} names={names} />.
      </p>
      {names ? null : (
        <p class="kern-body">
          Wie die Gruppen heißen, war gerade nicht zu erfahren: KomMonitor antwortet nicht. An den Rechten
          ändert das nichts. Laden Sie die Seite später noch einmal.
        </p>
      )}
      {created.length === 0 ? null : (
        <Table
          caption="Rechte dessen, was neu ist"
          columns={[{ title: 'Neu' }, { title: 'Öffentlich' }, { title: 'Gruppen' }]}
          rows={created
            .slice(0, MOST)
            .map(({ title, access }) => [
              title,
              access.isPublic ? 'ja' : 'nein',
              <bdi>{groupsText(access.permissions, names)}</bdi>,
            ])}
        />
      )}
      {created.length > MOST ? (
        <p class="kern-body">{`Gezeigt werden die ersten ${whole(MOST)} von ${whole(created.length)}.`}</p>
      ) : null}
    </section>
  );
}

/** ` (öffentlich: nein, Gruppen: Jobcenter, Sozialamt)` */
function Kept({ kept: { uploads, open, groups }, names }: { kept: PreviewAccess['kept']; names: Names }) {
  if (uploads === 0) return null;
  const some = `${whole(open)} von ${count(uploads, 'Reihe', 'Reihen')}`;
  const isOpen = open === uploads ? 'ja' : open === 0 ? 'nein' : some;
  return (
    <>
      {` (öffentlich: ${isOpen}, Gruppen: `}
      <bdi>{groupsText(groups, names)}</bdi>)
    </>
  );
}

/** A group has several rights of its own and is named once. */
function groupsText(rights: readonly string[], names: Names): string {
  if (rights.length === 0) return 'keine';
  if (!names) return whole(rights.length);
  const known = new Set(rights.flatMap((right) => names.get(right) ?? []));
  const unknown = rights.filter((right) => !names.has(right)).length;
  return [
    ...[...known].sort((a, b) => a.localeCompare(b, 'de')),
    ...(unknown === 0 ? [] : [unknown === 1 ? 'unbekannte Gruppe' : `${whole(unknown)} unbekannte Gruppen`]),
  ].join(', ');
}
