/**
 * What the marks of an indicator's values say, as one German sentence for its metadata: KomMonitor keeps no status
 * of single values. Only what a reader has to know: converted, estimated, provisional, revised.
 */
import type { AreaKey, LevelVersion } from '../core/area.ts';
import { hasValue, type CellMark } from '../core/cell.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';

/** A level as the note speaks of it. */
export interface NotedLevel {
  readonly name: string;
  readonly version: LevelVersion;
}

/** In the order of the note. `e`, final, is what a reader expects anyway. */
const WORDS: readonly (readonly [CellMark, string])[] = [
  ['u', 'Umgerechnet'],
  ['s', 'Geschätzt'],
  ['p', 'Vorläufig'],
  ['r', 'Berichtigt'],
];
const AREAS_NAMED = 10;
/** KomMonitor's column has no end, its window has. */
const LONGEST = 1000;
const TOO_LONG = ' … (weitere Angaben beim Herausgeber)';

/**
 * `Umgerechnet auf die Grenzen ab 01.01.2023: Quartiere Nord, Süd (31.12.2019 bis 31.12.2022). Vorläufig: alle
 * Quartiere (31.12.2024).` Empty where no value is marked. `series`: the same indicator on its levels.
 */
export function marksNote(series: readonly IndicatorSeries[], levels: readonly NotedLevel[]): string {
  const sentences = WORDS.flatMap(([mark, word]) => sentence(mark, word, series, levels));
  return shortened(sentences.join(' '));
}

function sentence(
  mark: CellMark,
  word: string,
  series: readonly IndicatorSeries[],
  levels: readonly NotedLevel[],
): string[] {
  const clauses = new Map<string, string[]>();
  for (const { name, version } of levels)
    for (const one of series.filter(({ level }) => level === version.level)) {
      const head = mark === 'u' ? `${word} auf die Grenzen ab ${bordersOf(one, version)}` : word;
      for (const clause of clausesOf(mark, one, { name, version }))
        clauses.set(head, [...(clauses.get(head) ?? []), clause]);
    }
  return [...clauses].map(([head, own]) => `${head}: ${own.join('; ')}.`);
}

/** First day of the borders that the newest values of the series are in. */
function bordersOf({ dates }: IndicatorSeries, { editions }: LevelVersion): string {
  const last = dates.toSorted().at(-1);
  const edition = editions.findLast(({ validFrom }) => last !== undefined && validFrom <= last);
  return edition ? germanDate(edition.validFrom) : '';
}

/** Areas that are marked on the same days stand in one clause. */
function clausesOf(mark: CellMark, series: IndicatorSeries, { name, version }: NotedLevel): string[] {
  const marked = new Map<AreaKey, ReferenceDate[]>();
  const shown = new Map<ReferenceDate, number>();
  for (const { area, date, cell } of series.values) {
    if (!hasValue(cell)) continue;
    shown.set(date, (shown.get(date) ?? 0) + 1);
    if (cell.marks?.includes(mark)) marked.set(area, [...(marked.get(area) ?? []), date]);
  }
  const groups = new Map<string, { dates: ReferenceDate[]; areas: AreaKey[] }>();
  for (const [area, days] of [...marked].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const dates = days.toSorted();
    const group = groups.get(dates.join(' ')) ?? { dates, areas: [] };
    group.areas.push(area);
    groups.set(dates.join(' '), group);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { dates, areas }]) => {
      const all = dates.every((date) => shown.get(date) === areas.length);
      const who = all ? `alle Werte der Ebene ${name}` : `${name} ${namesOf(areas, version)}`;
      return `${who} (${daysText(dates, series.dates)})`;
    });
}

function namesOf(areas: readonly AreaKey[], { editions }: LevelVersion): string {
  const names = new Map(editions.flatMap((edition) => edition.areas.map(({ key, name }) => [key, name])));
  const more = areas.length > AREAS_NAMED ? ` und ${areas.length - AREAS_NAMED} weitere` : '';
  return (
    areas
      .slice(0, AREAS_NAMED)
      .map((area) => names.get(area) ?? area)
      .join(', ') + more
  );
}

/** Days without a gap among those of the series are written as a span. */
function daysText(dates: readonly ReferenceDate[], all: readonly ReferenceDate[]): string {
  const order = all.toSorted();
  const spans: { first: ReferenceDate; last: ReferenceDate; at: number }[] = [];
  for (const date of dates) {
    const at = order.indexOf(date);
    const span = spans.at(-1);
    if (span && span.at === at - 1) Object.assign(span, { last: date, at });
    else spans.push({ first: date, last: date, at });
  }
  return spans
    .map(({ first, last }) =>
      first === last ? germanDate(first) : `${germanDate(first)} bis ${germanDate(last)}`,
    )
    .join(', ');
}

/** Cut after a whole word. */
function shortened(note: string): string {
  if (note.length <= LONGEST) return note;
  const room = note.slice(0, LONGEST - TOO_LONG.length);
  return room.slice(0, room.lastIndexOf(' ')).replace(/[,;.:]$/, '') + TOO_LONG;
}
