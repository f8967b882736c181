/** Small descriptions of a unit and an indicator for tests against the target. */
import type { AreaGeometry, Position } from '../../src/core/area.ts';
import type { IndicatorDescription } from '../../src/core/indicator.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import type { Access, UnitDescription } from '../../src/sync/target.ts';

export const DAY = referenceDate('2025-01-15');

export const ACCESS: Access = { ownerId: 'o-1', permissions: ['p-1'], isPublic: true };

export const UNIT: UnitDescription = {
  name: 'Quartiere',
  metadata: {
    contact: 'statistik@example.org',
    datasource: 'Amt für Statistik',
    description: 'Quartiersgrenzen',
    updateInterval: 'YEARLY',
    databasis: '',
    note: 'Übungsdaten',
    literature: '',
  },
  sridEPSG: 4326,
  lower: null,
  upper: null,
  outline: { isOutlineLayer: false, color: null, width: 3, dashArray: null },
};

export const INDICATOR: IndicatorDescription = {
  name: 'Einwohner gesamt',
  characteristic: 'gesamt',
  type: 'STATUS_ABSOLUTE',
  abbreviation: 'EW',
  unit: 'Einwohner',
  precision: 0,
  interpretation: 'Zahl der Personen mit Hauptwohnsitz',
  processDescription: 'Melderegister',
  referenceDateNote: '31. Dezember',
  headline: false,
  tags: ['Bevölkerung', 'Demografie'],
  topic: ['Demografie'],
  displayOrder: 2,
  classification: { scheme: 'Blues', classes: 5, method: 'JENKS' },
  metadata: UNIT.metadata,
};

/** A square of about 700 m, counter-clockwise, `x` squares to the east. */
export function square(x: number): AreaGeometry {
  const west = 7.1 + x / 100;
  const corners: Position[] = [
    [west, 51.5],
    [west + 0.01, 51.5],
    [west + 0.01, 51.51],
    [west, 51.51],
    [west, 51.5],
  ];
  const round = ([lon, lat]: Position): Position => [Math.round(lon * 1e7) / 1e7, lat];
  return { type: 'Polygon', coordinates: [corners.map(round)] };
}
