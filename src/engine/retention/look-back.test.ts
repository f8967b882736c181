import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../mapping/catalogue.ts';
import { REPOSITORY } from '../../../tests/support/generate.ts';
import { lookBacks } from './look-back.ts';

describe('how far back indicators look', () => {
  it('adds up the years of a formula and of what it rests on', async () => {
    const catalogue = await loadCatalogue([REPOSITORY]);
    const years = [...lookBacks(catalogue).values()];

    expect(years.length).toBeGreaterThan(0);
    expect(Math.max(...years.filter((one) => Number.isFinite(one)))).toBeGreaterThanOrEqual(1);
    expect(lookBacks({ ...catalogue, jobs: new Map() }).size).toBe(0);
  });
});
