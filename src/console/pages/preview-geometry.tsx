/** Screen 5, Vorschau, of the areas: how their sizes and the days on which they are valid change. */
import { germanDate } from '../../core/reference-date.ts';
import type { GeometryChange } from '../../engine/desk/preview-geometry.ts';
import { Leaf, Table } from '../parts/tables.tsx';
import type { Visit } from '../visit.ts';
import { count } from '../words/format.ts';
import { choiceOf, previewQuery } from './preview-choice.ts';
import { previewFrame } from './preview-frame.tsx';
import { pageNumber } from './runs.tsx';

const PAGE = 100;
const KM2 = 1_000_000;
/** A difference below this share is one of the calculation. */
const SAME = 0.000_05;

const KINDS: Readonly<Record<GeometryChange['kind'], string>> = {
  new: 'neu',
  redrawn: 'neu gezeichnet oder umbenannt',
  ended: 'Gültigkeit geändert',
  removed: 'entfernt',
};

export async function previewGeometryPage(visit: Visit) {
  const { view, choice } = await choiceOf(visit);
  const changes = choice?.preview.geometry ?? [];
  const number = pageNumber(visit.c.req.query('seite'));
  const path = `/laeufe/${view.run.id}/vorschau/flaechen`;
  return previewFrame(visit, {
    view,
    choice,
    at: '/flaechen',
    content: choice && (
      <>
        <h3 class="kern-heading-small">
          {changes.length === 0
            ? 'Keine Fläche ändert sich.'
            : `${count(changes.length, 'Fläche ändert', 'Flächen ändern')} sich.`}
        </h3>
        {changes.length === 0 ? null : (
          <>
            <Changes changes={changes.slice((number - 1) * PAGE, number * PAGE)} />
            <Leaf
              page={number}
              size={PAGE}
              total={changes.length}
              href={(to) => `${path}?${previewQuery(choice, { seite: String(to) })}`}
            />
          </>
        )}
      </>
    ),
  });
}

function Changes({ changes }: { changes: readonly GeometryChange[] }) {
  return (
    <Table
      caption="Flächen, die sich ändern"
      columns={[
        { title: 'Raumeinheit' },
        { title: 'Schlüssel' },
        { title: 'Raumebene' },
        { title: 'Änderung' },
        { title: 'Gültig' },
        { title: 'Fläche bisher (km²)', numeric: true },
        { title: 'Fläche neu (km²)', numeric: true },
        { title: 'Unterschied', numeric: true },
      ]}
      rows={changes.map((change) => [
        <bdi>{change.name}</bdi>,
        <bdi>{change.key}</bdi>,
        change.unitName,
        KINDS[change.kind],
        validityText(change.validity),
        sizeText(change.sizeBefore),
        sizeText(change.sizeAfter),
        differenceText(change),
      ])}
    />
  );
}

function validityText({ from, to }: GeometryChange['validity']): string {
  return to === null ? `ab ${germanDate(from)}` : `${germanDate(from)} bis ${germanDate(to)}`;
}

const NUMBER = new Intl.NumberFormat('de-DE', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const PERCENT = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });

function sizeText(metres: number | null): string {
  return metres === null ? '–' : NUMBER.format(metres / KM2);
}

/** `+4,2 %` of what stands there. */
function differenceText({ sizeBefore, sizeAfter }: GeometryChange): string {
  if (sizeBefore === null || sizeAfter === null || sizeBefore === 0) return '–';
  const share = (sizeAfter - sizeBefore) / sizeBefore;
  if (Math.abs(share) < SAME) return 'gleich';
  const sign = share > 0 ? '+' : '−';
  const size = 100 * Math.abs(share);
  return size < 0.05 ? `unter ${sign}0,1 %` : `${sign}${PERCENT.format(size)} %`;
}
