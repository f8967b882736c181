/**
 * Generated histories of what should stand in KomMonitor: each state follows from the one before by what
 * happens in an office: new Stichtage, corrected values, renamed and new areas, moved borders, new texts.
 */
import fc from 'fast-check';
import {
  areaKey,
  levelId,
  type AreaGeometry,
  type EditionArea,
  type LevelEdition,
} from '../../src/core/area.ts';
import { cell, emptyCell, NIL, type Cell } from '../../src/core/cell.ts';
import type { IndicatorDescription, IndicatorSeries } from '../../src/core/indicator.ts';
import { referenceDate, type ReferenceDate } from '../../src/core/reference-date.ts';
import { trialRelease } from './trial-release.ts';
import type { Desired, DesiredIndicator, DesiredLevel } from '../../src/sync/desired.ts';
import type { Surroundings } from './sync-harness.ts';

const LEVELS = ['klein', 'gross'] as const;
const INDICATORS = ['anzahl', 'anteil'] as const;
const KEYS = ['01', '02', '03', '04'] as const;
const STARTS = ['2020-01-01', '2022-01-01', '2024-01-01'] as const;
const DATES = ['2020-12-31', '2021-12-31', '2022-12-31', '2024-12-31'] as const;

/** One area of one edition: its name and which of its possible shapes it has. */
interface ShapeOf {
  readonly key: (typeof KEYS)[number];
  readonly name: string;
  readonly size: number;
}

/** A state as plain data, so that fast-check can print and shrink it. */
export interface Model {
  readonly editions: Readonly<Record<(typeof LEVELS)[number], readonly (readonly ShapeOf[])[]>>;
  readonly texts: Readonly<Record<(typeof INDICATORS)[number], string>>;
  readonly dates: readonly (typeof DATES)[number][];
  /** By indicator, level, area and date; missing ones are `missing`. */
  readonly cells: Readonly<Record<string, Cell>>;
}

const text = fc.constantFrom('Auszählung', 'Auszählung, berichtigt', 'Schätzung „neu“; 100 %');
const shape = fc.record({
  name: fc.constantFrom('Nord', 'Süd', 'Ost', "Sankt Anna's Höhe"),
  size: fc.constantFrom(0.01, 0.02),
});
const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.integer({ min: 0, max: 9_999_999 }).map((value) => cell(value / 10)),
  fc.constantFrom<Cell>(NIL, emptyCell('suppressed'), emptyCell('unknown'), emptyCell('not_applicable')),
);

/** The first area is always there; the others come and go once: KomMonitor could not tell two lives apart. */
const editions = fc
  .tuple(
    fc.integer({ min: 1, max: STARTS.length }),
    fc.array(
      fc.record({
        first: fc.integer({ min: 0, max: 2 }),
        last: fc.integer({ min: 0, max: 3 }),
        shapes: fc.array(shape, { minLength: STARTS.length, maxLength: STARTS.length }),
      }),
      { minLength: KEYS.length, maxLength: KEYS.length },
    ),
  )
  .map(([count, lives]) =>
    STARTS.slice(0, count).map((_start, edition) =>
      KEYS.flatMap((key, at) => {
        const life = lives[at];
        const found = life?.shapes[edition];
        if (!life || !found) return [];
        const isThere = at === 0 || (edition >= life.first && edition <= life.last);
        return isThere ? [{ key, ...found }] : [];
      }),
    ),
  );

const cells = fc.dictionary(
  fc
    .tuple(
      fc.constantFrom(...INDICATORS),
      fc.constantFrom(...LEVELS),
      fc.constantFrom(...KEYS),
      fc.constantFrom(...DATES),
    )
    .map((parts) => parts.join(' ')),
  anyCell,
  { minKeys: 4, maxKeys: 40 },
);

/** `length` states one after the other; editions are only ever added, dates may also be left out again. */
export function histories(length: { readonly min: number; readonly max: number }): fc.Arbitrary<Model[]> {
  const step = fc.record({
    known: fc.record({
      klein: fc.integer({ min: 1, max: STARTS.length }),
      gross: fc.integer({ min: 1, max: STARTS.length }),
    }),
    renamed: fc.boolean(),
    texts: fc.record({ anzahl: text, anteil: text }),
    dates: fc.subarray([...DATES], { minLength: 1 }),
    cells,
  });
  const whole = fc.record({ klein: editions, gross: editions });
  const steps = fc.array(step, { minLength: length.min, maxLength: length.max });
  return fc.tuple(whole, steps).map(([all, list]) => {
    const known = { klein: 1, gross: 1 };
    return list.map((one, index) => {
      known.klein = Math.max(known.klein, index === 0 ? 1 : one.known.klein);
      known.gross = Math.max(known.gross, one.known.gross);
      return {
        editions: {
          klein: renameLast(all.klein.slice(0, known.klein), one.renamed),
          gross: all.gross.slice(0, known.gross),
        },
        texts: one.texts,
        dates: one.dates,
        cells: one.cells,
      };
    });
  });
}

/** A spelling mistake put right: in an area that has had one name and shape ever since it began. */
function renameLast(
  list: readonly (readonly ShapeOf[])[],
  renamed: boolean,
): readonly (readonly ShapeOf[])[] {
  if (!renamed || list.length !== 1) return list;
  return list.map((areas) => areas.map((area, at) => (at === 0 ? { ...area, name: 'Berichtigt' } : area)));
}

export function desiredOf(model: Model, { identity, access, topicId }: Surroundings): Desired {
  const levels = LEVELS.map((id): DesiredLevel => {
    const own: LevelEdition[] = model.editions[id].map((areas, index) => ({
      validFrom: day(STARTS[index] ?? STARTS[0]),
      areas: areas.map(areaOf),
    }));
    return {
      level: levelId(id),
      version: `version of ${id}`,
      access,
      editions: own,
      unit: {
        name: `Ebene ${id}`,
        metadata: METADATA,
        sridEPSG: 4326,
        lower: id === 'gross' ? 'Ebene klein' : null,
        upper: id === 'klein' ? 'Ebene gross' : null,
        outline: { isOutlineLayer: false, color: null, width: null, dashArray: null },
      },
    };
  });
  const indicators = INDICATORS.map(
    (id): DesiredIndicator => ({ id, topicId, access, description: descriptionOf(id, model.texts[id]) }),
  );
  const series = INDICATORS.flatMap((indicator) => levels.map((level) => seriesOf(indicator, level, model)));
  return { levels, indicators, release: trialRelease(series, identity.url) };
}

function seriesOf(indicator: string, { level, editions: own }: DesiredLevel, model: Model): IndicatorSeries {
  const areas = [...new Set(own.flatMap((edition) => edition.areas.map((area) => area.key)))].sort();
  const dates = model.dates.map(day);
  return {
    indicator,
    level,
    dates,
    areas,
    values: areas.flatMap((area) =>
      dates.map((date) => ({
        area,
        date,
        cell: model.cells[`${indicator} ${level} ${area} ${date}`] ?? emptyCell('missing'),
      })),
    ),
    inputs: [],
  };
}

const METADATA = {
  contact: 'Statistikstelle',
  datasource: 'erzeugt',
  description: 'Eigenschaften',
  updateInterval: 'YEARLY',
  databasis: '',
  note: '',
  literature: '',
} as const;

function descriptionOf(id: string, process: string): IndicatorDescription {
  return {
    name: `Eigenschaft ${id}`,
    characteristic: 'alle',
    type: 'STATUS_ABSOLUTE',
    abbreviation: '',
    unit: 'Personen',
    precision: 1,
    interpretation: '',
    processDescription: process,
    referenceDateNote: '',
    headline: false,
    tags: process.split(', '),
    topic: ['Demografie'],
    displayOrder: 0,
    classification: { scheme: 'Blues', classes: 5, method: 'JENKS' },
    metadata: METADATA,
  };
}

/** A square of its own for every key; its size is the shape that may change. */
function areaOf({ key, name, size }: ShapeOf): EditionArea {
  const west = 7 + Number(key) / 10;
  const ring = [
    [west, 51],
    [west + size, 51],
    [west + size, 51 + size],
    [west, 51 + size],
    [west, 51],
  ] as const;
  const geometry: AreaGeometry = { type: 'Polygon', coordinates: [ring] };
  return { key: areaKey(key), name, parent: null, geometry };
}

function day(written: string): ReferenceDate {
  return referenceDate(written);
}
