/** What a job reads from where, whether it can be reached, and which secrets it has. */
import type { SourceView } from '../../engine/desk/source-desk.ts';
import type { SourcePart, Way } from '../../engine/desk/source-parts.ts';
import { Button, PostForm } from '../parts/forms.tsx';
import { Alert, Badge } from '../parts/marks.tsx';
import { Table } from '../parts/tables.tsx';
import { requireGuest, type Visit } from '../visit.ts';
import { agoText, clockText, count, dayText } from '../words/format.ts';
import { layoutText } from '../words/formats.ts';

const WAYS: Readonly<Record<Way, string>> = {
  folder: 'Ordner der Lieferungen',
  inbox: 'Eingangsordner',
  http: 'Abruf über HTTP',
  sftp: 'Abruf über SFTP',
  service: 'Abruf von einem Dienst',
};
const KINDS: Readonly<Record<SourcePart['kind'], string>> = {
  delivery: 'Lieferung',
  codes: 'Codeliste',
  level: 'Raumebene',
};

export function Parts({ view: { parts, newest } }: { view: SourceView }) {
  const newestOf = (profile: string | undefined) => newest.find((each) => each.profile === profile);
  return (
    <Table
      caption="Quellen dieses Auftrags"
      columns={[
        { title: 'Quelle' },
        { title: 'Art' },
        { title: 'Woher' },
        { title: 'Format' },
        { title: 'Fassung des Profils' },
        { title: 'Letzte Lieferung' },
      ]}
      rows={parts.map(({ kind, title, art, way, place, layout, version, profile }) => {
        const last = newestOf(profile);
        return [
          title,
          `${KINDS[kind]}: ${art}`,
          <>
            {WAYS[way]}
            {place === '' ? null : (
              <>
                <br />
                <bdi class="ks-technical ks-nowrap">{place}</bdi>
              </>
            )}
          </>,
          layoutText(layout),
          version === '' ? '–' : <span class="ks-technical">{version.slice(0, 8)}</span>,
          last ? (
            <a class="kern-link" href={`/laeufe/${last.run}`}>
              {dayText(last.at)}
            </a>
          ) : (
            '–'
          ),
        ];
      })}
    />
  );
}

/** For IT. A value is never shown, only whether there is one. */
export function Secrets({ parts }: { parts: readonly SourcePart[] }) {
  const secrets = new Map(parts.flatMap((part) => part.secrets).map(({ name, isSet }) => [name, isSet]));
  if (secrets.size === 0) return null;
  return (
    <>
      <h3 class="kern-heading-small">Zugangsdaten</h3>
      <ul class="ks-list kern-body">
        {[...secrets].map(([name, isSet]) => (
          <li>
            <span class="ks-technical">{name}</span>
            {isSet ? ': gesetzt (Umgebungsvariable)' : ': nicht gesetzt'}
          </li>
        ))}
      </ul>
    </>
  );
}

export function Connection({ visit, view: { job, test } }: { visit: Visit; view: SourceView }) {
  const failed = test?.lines.filter(({ state }) => state === 'fail').length ?? 0;
  return (
    <section aria-labelledby="verbindung">
      <h2 class="kern-heading-medium" id="verbindung">
        Verbindung
      </h2>
      <PostForm action={`/quellen/${job.id}/pruefen`} guest={requireGuest(visit)}>
        <p class="kern-body">
          Fragt jede Quelle, ob sie da und lesbar ist. Es wird nichts übernommen und nichts geändert.
        </p>
        <Button kind="secondary">Verbindung testen</Button>
      </PostForm>
      {test ? (
        <>
          <Alert
            tone={failed > 0 ? 'danger' : 'success'}
            title={
              failed > 0
                ? `${count(failed, 'Quelle ist', 'Quellen sind')} nicht erreichbar oder nicht lesbar.`
                : 'Alle Quellen sind erreichbar.'
            }
            isNews={visit.c.req.query('meldung') === 'getestet'}
          />
          <p class="kern-body">
            {`Getestet um ${clockText(new Date(test.at))}, ${agoText(new Date(test.at), visit.house.app.now())}.`}
          </p>
          <Table
            caption="Ergebnis des Tests"
            columns={[
              { title: 'Quelle' },
              { title: 'Zustand' },
              { title: 'Befund' },
              { title: 'Was Sie tun können' },
            ]}
            rows={test.lines.map(({ title, state, text, hint }) => [
              title,
              state === 'ok' ? (
                <Badge tone="success" label="In Ordnung" />
              ) : (
                <Badge tone="danger" label="Fehler" />
              ),
              text,
              hint || '–',
            ])}
          />
        </>
      ) : null}
    </section>
  );
}
