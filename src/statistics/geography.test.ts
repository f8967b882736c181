import { describe, expect, it } from 'vitest';
import {
  AFTER,
  BEFORE,
  GEMEINDE,
  KREIS,
  QUARTIER,
  SMALL_COUNTY,
  SOZIALRAUM,
} from '../../tests/support/small-county.ts';
import { areaKey, levelId } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';

const S3 = areaKey('S3');

describe('a geography', () => {
  it('knows the areas of each day, in key order', () => {
    expect(SMALL_COUNTY.areasOn(QUARTIER, BEFORE)).toEqual(['0101', '0102', '0103', '0201', '0203']);
    expect(SMALL_COUNTY.areasOn(QUARTIER, AFTER)).toEqual(['0101', '0102', '0103', '0202', '0203']);
    expect(SMALL_COUNTY.areasOn(QUARTIER, referenceDate('2019-12-31'))).toEqual([]);
  });

  it('changes its edition on the very day', () => {
    const [last, first] = [referenceDate('2023-12-31'), referenceDate('2024-01-01')];

    expect(SMALL_COUNTY.existsOn(QUARTIER, areaKey('0201'), last)).toBe(true);
    expect(SMALL_COUNTY.existsOn(QUARTIER, areaKey('0201'), first)).toBe(false);
    expect(SMALL_COUNTY.existsOn(QUARTIER, areaKey('0202'), first)).toBe(true);
  });

  it('remembers every key it ever had', () => {
    expect(SMALL_COUNTY.allAreas(QUARTIER)).toEqual(['0101', '0102', '0103', '0201', '0202', '0203']);
    expect(SMALL_COUNTY.nameOf(QUARTIER, areaKey('0201'))).toBe('Name 0201');
    expect(SMALL_COUNTY.nameOf(QUARTIER, areaKey('9999'))).toBe('9999');
  });

  it('follows an area to its new parent', () => {
    expect(SMALL_COUNTY.childrenOf(QUARTIER, S3, BEFORE)).toEqual(['0201', '0203']);
    expect(SMALL_COUNTY.childrenOf(QUARTIER, S3, AFTER)).toEqual(['0102', '0202', '0203']);
    expect(SMALL_COUNTY.childrenOf(QUARTIER, areaKey('S9'), AFTER)).toEqual([]);
  });

  it('names its levels from the smallest to the largest and what lies above each', () => {
    expect(SMALL_COUNTY.levels).toEqual([QUARTIER, SOZIALRAUM, GEMEINDE, KREIS]);
    expect(SMALL_COUNTY.levels.map((level) => SMALL_COUNTY.parentLevel(level))).toEqual([
      SOZIALRAUM,
      GEMEINDE,
      KREIS,
      null,
    ]);
  });

  it('does not answer for a level that it does not have', () => {
    expect(() => SMALL_COUNTY.areasOn(levelId('land'), AFTER)).toThrow(RangeError);
  });
});
