/** A plan with something of everything a preview shows, and the level it is for: 24 quarters in four rows. */
import { areaKey, type AreaGeometry, type EditionArea, type LevelVersion } from '../../src/core/area.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import { planSync, type Plan } from '../../src/sync/plan.ts';
import {
  edition,
  FRAME,
  QUARTIER,
  seriesOf,
  standing,
  storedIndicator,
  storedLink,
  storedTable,
  storedUnit,
  wanted,
  wantedIndicator,
  wantedLevel,
  type Short,
} from './sync-samples.ts';
import { UNIT } from './target-samples.ts';

const COLUMNS = 6;
const COUNT = 24;
const KEYS = Array.from({ length: COUNT }, (_, index) => String(index + 1).padStart(2, '0'));

/** Corners of a grid, moved a little so that the areas look like areas; neighbours share them. */
function corner(column: number, row: number): readonly [number, number] {
  const wave = (n: number) => Math.sin(n * 12.9898) * 0.0025;
  const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7;
  return [
    round(7 + column * 0.012 + wave(column + 7 * row)),
    round(51 + row * 0.008 + wave(3 * column + row)),
  ];
}

function quarter(index: number): AreaGeometry {
  const [column, row] = [index % COLUMNS, Math.floor(index / COLUMNS)];
  const west = corner(column, row);
  return {
    type: 'Polygon',
    coordinates: [
      [west, corner(column + 1, row), corner(column + 1, row + 1), corner(column, row + 1), west],
    ],
  };
}

const AREAS: readonly EditionArea[] = KEYS.map((key, index) => ({
  key: areaKey(key),
  name: `Quartier ${key}`,
  parent: null,
  geometry: quarter(index),
}));
const EDITION = edition('2020-01-01', ...AREAS);

export const PREVIEW_LEVEL: LevelVersion = {
  id: 'preview-level',
  level: QUARTIER,
  editions: [EDITION],
  sources: [],
};

const row = (value: (index: number) => Short): Readonly<Record<string, Short>> =>
  Object.fromEntries(KEYS.map((key, index) => [key, value(index)]));
const numbers = (value: (index: number) => number | null) =>
  Object.fromEntries(KEYS.map((key, index) => [key, value(index)]));

const people = (index: number) => 900 + 137 * (index % 7) + 20 * index;
const RATE = {
  name: 'SGB-II-Quote',
  characteristic: 'unter 65 Jahren',
  type: 'STATUS_RELATIVE',
  unit: '%',
  precision: 1,
  classification: { scheme: 'YlOrRd', classes: 5, method: 'QUANTILE' },
} as const;

/** Inhabitants are corrected at two Stichtage; a rate is new, with three hidden and two empty values and a zero. */
export const PREVIEW_PLAN: Plan = planSync(
  wanted(
    [wantedLevel(EDITION)],
    [wantedIndicator('ew', { interpretation: 'Personen mit Hauptwohnung' }), wantedIndicator('quote', RATE)],
    [
      seriesOf({
        '2023-12-31': row((index) => people(index)),
        '2024-12-31': row((index) => (index === 5 ? people(index) + 400 : people(index) + (index % 4) * 30)),
        '2025-12-31': row((index) => people(index) + 12 * index),
      }),
      seriesOf(
        {
          '2025-12-31': row((index) => {
            if (index === 3 || index === 9 || index === 10) return 'suppressed';
            if (index === 20 || index === 21) return 'missing';
            return index === 0 ? 0 : 2 + ((index * 37) % 23) + 0.5;
          }),
        },
        'quote',
      ),
    ],
  ),
  standing({
    units: [storedUnit()],
    indicators: [
      storedIndicator({
        dates: ['2023-12-31', '2024-12-31'].map(referenceDate),
        links: [storedLink()],
      }),
    ],
    features: {
      [UNIT.name]: AREAS.map(({ key, name, geometry }) => ({
        key,
        name,
        geometry,
        validity: { from: referenceDate('2020-01-01'), to: null },
      })),
    },
    values: {
      [UNIT.name]: storedTable({
        '2023-12-31': numbers((index) => people(index)),
        '2024-12-31': numbers((index) => (index === 7 ? null : people(index))),
      }),
    },
  }),
  { ...FRAME, createdAt: new Date('2026-02-03T12:58:00.000Z') },
);
