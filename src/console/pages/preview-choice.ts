/** What of a preview is looked at: everything of it stands in the address. */
import type { AreaKey } from '../../core/area.ts';
import { germanDate, type ReferenceDate } from '../../core/reference-date.ts';
import type { RunView } from '../../engine/desk/desk.ts';
import type { Preview } from '../../engine/desk/preview.ts';
import { CELL_ORDERS, type CellOrder, type PreviewSeries } from '../../engine/desk/preview-series.ts';
import { INSIDERS, isAllowed } from '../rights.ts';
import { parameter, requireGuest, type Visit } from '../visit.ts';

export interface Choice {
  readonly view: RunView;
  readonly preview: Preview;
  /** Place in the preview, beginning with 1. */
  readonly number: number;
  /** undefined: the plan has no such series, or its values are not for this person. */
  readonly series: PreviewSeries | undefined;
  readonly isBarred: boolean;
  /** One of the series; the newest where none was asked for. */
  readonly date: ReferenceDate | undefined;
}

/** `preview`: undefined where the run has no plan, or none any more. */
export async function choiceOf(
  visit: Visit,
): Promise<{ readonly view: RunView; readonly choice: Choice | undefined }> {
  const { desk } = visit.house.app;
  const view = await desk.run(parameter(visit, 'id'));
  const preview = await desk.preview(view.run);
  if (!preview) return { view, choice: undefined };
  const asked = visit.c.req.query('reihe');
  const number = asked === undefined ? firstChanged(preview) : Number(asked);
  const found = preview.series[number - 1];
  const isBarred = found?.inner === true && !isAllowed(INSIDERS, requireGuest(visit).session.roles);
  const series = isBarred ? undefined : found;
  const day = visit.c.req.query('stichtag');
  const date = series?.dates.find((each) => each === day) ?? series?.dates.at(-1);
  return { view, choice: { view, preview, number, series, isBarred, date } };
}

/** An upload may repeat what stands there; what is looked at first is one that changes something. */
function firstChanged({ series }: Preview): number {
  const index = series.findIndex(({ counts }) => counts.changed + counts.new + counts.removed > 0);
  return Math.max(0, index) + 1;
}

export interface TableAsked {
  readonly by: CellOrder;
  readonly down: boolean;
  readonly onlyChanges: boolean;
}

export function tableAsked({ c }: Visit): TableAsked {
  const asked = c.req.query('ordnung');
  const by = CELL_ORDERS.find((each) => each === asked) ?? 'aenderung';
  const direction = c.req.query('richtung');
  const isName = by === 'name' || by === 'schluessel';
  return {
    by,
    down: direction === 'ab' || (direction !== 'auf' && !isName),
    onlyChanges: c.req.query('nur') === 'ja',
  };
}

export function previewQuery(
  { number, date }: Pick<Choice, 'number' | 'date'>,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ reihe: String(number), stichtag: date, ...more }))
    if (value !== undefined && value !== '') query.set(key, value);
  return query.toString();
}

export function indicatorText({ name, characteristic }: PreviewSeries['indicator']): string {
  if (!characteristic) return name;
  return /^\(.*\)$/.test(characteristic) ? `${name} ${characteristic}` : `${name} (${characteristic})`;
}

export function seriesText({ indicator, unitName }: PreviewSeries): string {
  return `${indicatorText(indicator)}, ${unitName}`;
}

/** `31.12.2024` or `31.12.2020 bis 31.12.2024` */
export function spanText([first, last]: readonly [ReferenceDate, ReferenceDate]): string {
  return first === last ? germanDate(first) : `${germanDate(first)} bis ${germanDate(last)}`;
}

/** Names of the areas on the day that is looked at. */
export async function namesOf(
  visit: Visit,
  series: Pick<PreviewSeries, 'level' | 'unitName'>,
  date: ReferenceDate,
) {
  const areas = await visit.house.app.desk.areas(series, date);
  const names = new Map(areas.map(({ key, name }) => [key, name]));
  return { areas, name: (key: AreaKey) => names.get(key) ?? `Schlüssel ${key}` };
}
