import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cellAt, gridCellId, isCentreOf, parentCell, parseGridCell } from './grid-cell.ts';
import { gridProjection } from './grid-projection.ts';

const SAMPLES = fileURLToPath(new URL('../../../../shared/samples/zensus2022_grid/', import.meta.url));
const present = existsSync(SAMPLES);
if (!present) process.stderr.write('The excerpts of the census grid are not there: their test is skipped.\n');

describe('parseGridCell', () => {
  it('reads both INSPIRE forms', () => {
    const cell = { resolution: 100, north: 2_691_700, east: 4_341_100 };

    expect(parseGridCell('CRS3035RES100mN2691700E4341100')).toEqual(cell);
    expect(parseGridCell('100mN26917E43411')).toEqual(cell);
    expect(parseGridCell('CRS3035RES1000mN2691000E4341000')).toEqual(parseGridCell('1kmN2691E4341'));
    expect(parseGridCell('10kmN269E434')).toEqual({ resolution: 10_000, north: 2_690_000, east: 4_340_000 });
  });

  it.each([
    '',
    'CRS3035RES100mN2691750E4341100',
    'CRS3035RES250mN2691750E4341250',
    'CRS25832RES100mN1E1',
    '100mN26917',
  ])('reads nothing from "%s"', (id) => {
    expect(parseGridCell(id)).toBeUndefined();
  });

  it('is undone by gridCellId', () => {
    const id = 'CRS3035RES100mN2691700E4341100';

    expect(gridCellId(parseGridCell(id)!)).toBe(id);
  });

  it.skipIf(!present)('fits the centres in the census files', () => {
    const rows = readdirSync(SAMPLES).flatMap((file) =>
      readFileSync(`${SAMPLES}${file}`, 'latin1')
        .split(/\r?\n/)
        .slice(1)
        .filter((line) => line !== ''),
    );

    const fits = rows.map((row) => {
      const [id = '', east, north] = row.split(';');
      const cell = parseGridCell(id);
      return cell !== undefined && isCentreOf(cell, { east: Number(east), north: Number(north) });
    });

    expect(fits.length).toBeGreaterThan(4);
    expect(fits).not.toContain(false);
  });
});

describe('cellAt', () => {
  it('counts the lower and left border to the cell', () => {
    expect(cellAt(4_341_100, 2_691_799.99, 100)).toEqual({
      resolution: 100,
      north: 2_691_700,
      east: 4_341_100,
    });
    expect(cellAt(4_341_200, 2_691_800, 100)).toEqual({ resolution: 100, north: 2_691_800, east: 4_341_200 });
  });

  it('gives the cell one size up', () => {
    expect(parentCell(cellAt(4_341_150, 2_691_750, 100), 1000)).toEqual(parseGridCell('1kmN2691E4341'));
    expect(() => parentCell(cellAt(0, 0, 1000), 100)).toThrow(RangeError);
  });
});

describe('gridProjection', () => {
  it('brings a known place to the metres of the grid', () => {
    // Natural origin of EPSG:3035, 10 E 52 N, in EPSG:25832.
    const [east, north] = gridProjection()([568_649.07, 5_761_510.19]);

    expect(east).toBeCloseTo(4_321_000, -1);
    expect(north).toBeCloseTo(3_210_000, -1);
  });
});
