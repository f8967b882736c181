/** What a conversion has to say, collected: each kind of trouble once, with the areas it concerns. */
import type { AreaKey } from '../../core/area.ts';
import { finding, type Finding, type Place } from '../../core/finding.ts';
import { breakdownKey, type Breakdown } from '../../core/observation.ts';
import { germanDate, type ReferenceDate } from '../../core/reference-date.ts';
import { HIDDEN_FROM, TOLD_FROM } from './apply-crosswalk.ts';

const AREAS_SHOWN = 10;

export class ConversionReport {
  readonly #crosswalk: string;
  readonly #place: Place;
  readonly #days = new Set<ReferenceDate>();
  readonly #rates = new Set<string>();
  readonly #unknown = new Map<AreaKey, Place>();
  readonly #missing = new Map<ReferenceDate, { units: Set<AreaKey>; targets: Set<AreaKey> }>();
  readonly #combinations = new Map<string, Finding>();
  readonly #shares = new Map<AreaKey, number>();
  readonly #totals = new Set<AreaKey>();

  constructor(crosswalk: string, file: string) {
    this.#crosswalk = crosswalk;
    this.#place = { file, row: 0 };
  }

  otherDay(date: ReferenceDate): void {
    this.#days.add(date);
  }

  rate(measure: string): void {
    this.#rates.add(measure);
  }

  unknown(area: AreaKey, place: Place): void {
    if (!this.#unknown.has(area)) this.#unknown.set(area, place);
  }

  notDelivered(unit: AreaKey, date: ReferenceDate, targets: readonly AreaKey[]): void {
    const entry = this.#missing.get(date) ?? { units: new Set(), targets: new Set() };
    entry.units.add(unit);
    for (const target of targets) entry.targets.add(target);
    this.#missing.set(date, entry);
  }

  combination(
    unit: AreaKey,
    sample: { readonly date: ReferenceDate; readonly measure: string; readonly breakdown: Breakdown },
    { file, sheet }: Place,
  ): void {
    const found = `${unit}, ${germanDate(sample.date)}`;
    if (this.#combinations.has(found)) return;
    const expected = breakdownKey(sample.breakdown) || sample.measure;
    const place = { file, ...(sheet === undefined ? {} : { sheet }), row: 0 };
    this.#combinations.set(
      found,
      finding('assignment.convert-combination-missing', place, { found, expected }),
    );
  }

  /** The largest share of estimates an area has on any day and in any measure. */
  share(area: AreaKey, share: number): void {
    this.#shares.set(area, Math.max(share, this.#shares.get(area) ?? 0));
  }

  totalUnchecked(area: AreaKey): void {
    this.#totals.add(area);
  }

  findings(): Finding[] {
    const place = this.#place;
    const expected = this.#crosswalk;
    return [
      ...[...this.#days]
        .sort()
        .map((day) => finding('assignment.convert-other-day', place, { found: germanDate(day), expected })),
      ...[...this.#rates].map((found) => finding('assignment.convert-rate', place, { found, expected })),
      ...[...this.#unknown].map(([found, at]) =>
        finding('assignment.convert-unknown-area', at, { found, expected }),
      ),
      ...[...this.#missing].map(([date, { units, targets }]) =>
        finding('assignment.convert-area-missing', place, {
          found: `${listed(units)} am ${germanDate(date)}`,
          expected: listed(targets),
        }),
      ),
      ...this.#combinations.values(),
      ...this.#estimates(),
      ...(this.#totals.size === 0
        ? []
        : [finding('assignment.convert-total-unchecked', place, { found: listed(this.#totals) })]),
    ];
  }

  #estimates(): Finding[] {
    const between = (from: number, to: number) =>
      [...this.#shares]
        .filter(([, share]) => share > from && share <= to)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([area, share]) => `${area} (${percent(share)})`);
    const told = (
      code: 'assignment.convert-uncertain' | 'assignment.convert-unreliable',
      from: number,
      to: number,
    ) => {
      const areas = between(from, to);
      const facts = { found: listed(areas), expected: percent(from) };
      return areas.length === 0 ? [] : [finding(code, this.#place, facts)];
    };
    return [
      ...told('assignment.convert-uncertain', TOLD_FROM, HIDDEN_FROM),
      ...told('assignment.convert-unreliable', HIDDEN_FROM, Infinity),
    ];
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function listed(names: Iterable<string>): string {
  const all = [...names];
  const more = all.length > AREAS_SHOWN ? ` und ${all.length - AREAS_SHOWN} weitere` : '';
  return all.slice(0, AREAS_SHOWN).join(', ') + more;
}
