import { describe, expect, it } from 'vitest';
import { areaKey, type EditionArea, type Position } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import { toAreaGeometry } from './polygons.ts';
import { checkTargetRules, isDayAfterClockChange, MAX_CHARACTERS, uploadCharacters } from './target-rules.ts';

function area(key: string, points: number): EditionArea {
  const ring = Array.from({ length: points }, (_, i): Position => [6.1234567, 51 + i / 1e7]);
  return { key: areaKey(key), name: 'Ä "x"', parent: null, geometry: toAreaGeometry([[ring]]) };
}

describe('checkTargetRules', () => {
  it('has nothing to say about an ordinary level', () => {
    const validFrom = referenceDate('2024-01-01');

    expect(checkTargetRules({ areas: [area('1', 100)], validFrom, file: 'a.shp' })).toEqual([]);
  });

  it('refuses a level whose text is too long for KomMonitor', () => {
    const big = area('1', 100_000);
    const areas = Array.from({ length: 12 }, () => big);

    const findings = checkTargetRules({ areas, validFrom: referenceDate('2024-01-01'), file: 'a.shp' });

    expect(uploadCharacters(areas)).toBeGreaterThan(MAX_CHARACTERS);
    expect(findings).toMatchObject([{ code: 'spatial.unit-too-large', severity: 'error' }]);
  });

  it('warns of a first day right after the clock change in spring', () => {
    const validFrom = referenceDate('2024-04-01');

    const findings = checkTargetRules({ areas: [], validFrom, file: 'a.shp' });

    expect(findings).toMatchObject([
      { code: 'spatial.valid-from-after-clock-change', severity: 'warning', found: '01.04.2024' },
    ]);
  });
});

describe('uploadCharacters', () => {
  it('is the length of the feature collection as it is sent, up to the last comma', () => {
    const areas = [area('1', 5), area('2', 7)];
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: areas.map(({ key, name, geometry }) => ({
        type: 'Feature',
        geometry,
        properties: { ID: key, NAME: name },
      })),
    });

    expect(uploadCharacters(areas)).toBe(text.length + 1);
  });
});

describe('isDayAfterClockChange', () => {
  it.each(['2024-04-01', '2025-03-31', '2026-03-30', '2021-03-29', '2030-04-01'])('knows %s', (day) => {
    expect(isDayAfterClockChange(referenceDate(day))).toBe(true);
  });

  it.each(['2024-03-31', '2024-04-02', '2025-04-01', '2026-03-31', '2024-10-28'])('lets %s pass', (day) => {
    expect(isDayAfterClockChange(referenceDate(day))).toBe(false);
  });
});
