import { describe, expect, it } from 'vitest';
import { storedIndicator, storedUnit } from '../../tests/support/sync-samples.ts';
import { ACCESS, INDICATOR, UNIT } from '../../tests/support/target-samples.ts';
import {
  sameAccess,
  sameIndicatorDescription,
  sameUnitDescription,
  unitDescription,
  withoutHierarchy,
} from './descriptions.ts';

describe('sameUnitDescription', () => {
  it('looks neither at id, readers nor date of change', () => {
    const other = storedUnit({ id: 's-9', lastUpdate: '2031-01-01', access: { ...ACCESS, isPublic: false } });

    expect(sameUnitDescription(storedUnit(), other)).toBe(true);
    expect(sameUnitDescription(storedUnit(), UNIT)).toBe(true);
  });

  it('takes a width that was never given for the one KomMonitor answers', () => {
    const without = { ...UNIT, outline: { ...UNIT.outline, width: null } };
    const wide = { ...UNIT, outline: { ...UNIT.outline, width: 4 } };

    expect(sameUnitDescription(without, UNIT)).toBe(true);
    expect(sameUnitDescription(without, wide)).toBe(false);
  });

  it.each([
    ['a neighbour', { upper: 'Kreis' }],
    ['a name', { name: 'Viertel' }],
    ['a note', { metadata: { ...UNIT.metadata, note: 'neu' } }],
    ['a coordinate system', { sridEPSG: 25832 }],
  ])('sees a difference in %s', (_what, change) => {
    expect(sameUnitDescription(UNIT, { ...UNIT, ...change })).toBe(false);
  });
});

describe('unitDescription', () => {
  it('is nothing but what describes the unit', () => {
    expect(unitDescription(storedUnit())).toEqual(UNIT);
  });
});

describe('withoutHierarchy', () => {
  it('makes units equal that differ in their neighbours alone', () => {
    const placed = storedUnit({ lower: 'Blöcke', upper: 'Kreis' });

    expect(sameUnitDescription(withoutHierarchy(placed), withoutHierarchy(UNIT))).toBe(true);
  });
});

describe('sameIndicatorDescription', () => {
  const { description } = storedIndicator();

  it('takes tags for a set', () => {
    const turned = { ...description, tags: [...description.tags, ...description.tags].reverse() };

    expect(sameIndicatorDescription(description, turned)).toBe(true);
    expect(sameIndicatorDescription(description, { ...description, tags: ['Demografie'] })).toBe(false);
  });

  it('leaves the topic to its id', () => {
    expect(sameIndicatorDescription(description, INDICATOR)).toBe(true);
  });

  it.each([
    ['decimals', { precision: 1 }],
    ['the place in the tree', { displayOrder: 3 }],
    ['the classification', { classification: { ...description.classification, classes: 4 } }],
    ['the headline', { headline: true }],
  ])('sees a difference in %s', (_what, change) => {
    expect(sameIndicatorDescription(description, { ...description, ...change })).toBe(false);
  });
});

describe('sameAccess', () => {
  const two = { ...ACCESS, permissions: ['p-1', 'p-2'] };

  it('takes permissions for a set', () => {
    expect(sameAccess(two, { ...two, permissions: ['p-2', 'p-1'] })).toBe(true);
    expect(sameAccess(two, ACCESS)).toBe(false);
  });

  it('sees another owner and another openness', () => {
    expect(sameAccess(two, { ...two, ownerId: 'o-2' })).toBe(false);
    expect(sameAccess(two, { ...two, isPublic: false })).toBe(false);
  });
});
