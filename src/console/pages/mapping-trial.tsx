/** How the first rows of the file would be read with the proposal. */
import { findingText } from '../../core/finding.ts';
import { germanDate } from '../../core/reference-date.ts';
import type { TriedMapping, TriedRow } from '../../engine/desk/mapping-look.ts';
import { PREVIEW_ROWS, type PreviewedValue } from '../../engine/desk/mapping-preview.ts';
import { Alert, Badge, SeverityBadge } from '../parts/marks.tsx';
import { Table } from '../parts/tables.tsx';
import { count, whole } from '../words/format.ts';
import { readText, shownArea } from '../words/mapping.ts';

/** `trial` undefined: the proposal does not load. */
export function Trial({ trial }: { trial: TriedMapping | undefined }) {
  return (
    <section aria-labelledby="leseprobe">
      <h3 class="kern-heading-small" id="leseprobe">
        Leseprobe
      </h3>
      {trial ? (
        <Read trial={trial} />
      ) : (
        <p class="kern-body">Mit diesem Vorschlag lässt sich nichts lesen.</p>
      )}
    </section>
  );
}

function Read({ trial: { columns, allColumns, rows, problems } }: { trial: TriedMapping }) {
  const isDated = rows.some(({ date }) => date !== undefined);
  const isBrokenDown = rows.some(({ breakdown }) => breakdown.length > 0);
  return (
    <>
      {problems.length > 0 ? (
        <Alert tone="danger" title="So passt die Datei noch nicht.">
          <ul class="ks-bullets">
            {problems.map((each) => (
              <li class="kern-body">{findingText(each).text}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
      {rows.length === 0 ? (
        <p class="kern-body">
          Keine Zeile lässt sich so lesen. Gründe nennen der Prüfbericht und die Liste oben.
        </p>
      ) : (
        <>
          <p class="kern-body">
            {`So würden die ersten ${count(rows.length, 'Zeile', 'Zeilen')} mit Ihrem Vorschlag gelesen. Das ist eine Probe: Summen, fehlende Zeilen und alles Weitere prüft erst der nächste Lauf.`}
            {columns.length < allColumns
              ? ` Gezeigt werden ${whole(columns.length)} von ${whole(allColumns)} Spalten mit Werten.`
              : ''}
          </p>
          <Table
            caption={`Leseprobe: die ersten ${PREVIEW_ROWS} Zeilen`}
            columns={[
              { title: 'Zeile' },
              { title: 'Schlüssel' },
              { title: 'Raumeinheit' },
              ...(isDated ? [{ title: 'Stichtag' }] : []),
              ...(isBrokenDown ? [{ title: 'Gliederung' }] : []),
              ...columns.map(({ label, date }) => ({
                title: date === undefined ? label : `${label} (${germanDate(date)})`,
                numeric: true,
              })),
              { title: 'Befund' },
            ]}
            rows={rows.map((row) => [
              whole(row.row),
              <bdi>{row.text}</bdi>,
              <AreaCell row={row} />,
              ...(isDated ? [row.date === undefined ? '–' : germanDate(row.date)] : []),
              ...(isBrokenDown ? [row.breakdown.join(', ')] : []),
              ...row.values.map((value) => <ValueCell value={value} isRead={row.area !== undefined} />),
              <Findings row={row} />,
            ])}
          />
        </>
      )}
    </>
  );
}

const ROLES = { value: '', total: ' (Kontrollsumme)', residual: ' (ohne Raumeinheit)' } as const;

function AreaCell({ row: { area, counts } }: { row: TriedRow }) {
  if (!area) return '–';
  if (counts === 'unknown') return <Badge tone="danger" label={`${area.key}: gibt es nicht`} />;
  return `${counts ? shownArea(counts) : area.key}${ROLES[area.role]}`;
}

function ValueCell({ value: { text, cell }, isRead }: { value: PreviewedValue; isRead: boolean }) {
  if (!cell) return isRead ? <Unread text={text} /> : '–';
  const read = readText(cell);
  return read === text ? (
    read
  ) : (
    <>
      {read}
      <br />
      <span class="kern-body--small">
        {'in der Datei: '}
        {text === '' ? 'leer' : <bdi>{text}</bdi>}
      </span>
    </>
  );
}

function Unread({ text }: { text: string }) {
  return (
    <>
      <Badge tone="danger" label="nicht gelesen" />
      <br />
      {text === '' ? 'leer' : <bdi>{text}</bdi>}
    </>
  );
}

function Findings({ row: { area, counts, isOtherDay, findings, values } }: { row: TriedRow }) {
  if (findings.length > 0)
    return (
      <ul class="ks-bullets">
        {findings.map((each) => (
          <li>
            <SeverityBadge severity={each.severity} /> {findingText(each).text}
          </li>
        ))}
      </ul>
    );
  if (!area) return 'Zeile ist nicht gemeint';
  if (counts === 'unknown') return 'Diese Raumeinheit gibt es nicht.';
  if (isOtherDay) return 'An diesem Stichtag gilt die Umrechnung nicht.';
  return values.every(({ cell }) => cell !== undefined) ? 'keiner' : 'siehe die erste solche Zelle';
}
