import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogueId, innerId, isInner } from './circle.ts';

describe('the id of the indicator for the inner circle', () => {
  it('leads back to that of the catalogue, and is never taken for it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9-]*$/), (id) => {
        expect(catalogueId(innerId(id))).toBe(id);
        expect(isInner(innerId(id))).toBe(true);
        expect(innerId(id)).not.toBe(id);
        expect(isInner(id)).toBe(false);
        expect(catalogueId(id)).toBe(id);
      }),
    );
  });
});
