import { afterEach, beforeEach, expect } from 'vitest';
import type { Judging } from '../support/invariants.ts';
import type { Lane } from './lane.ts';

/**
 * Every test of the file begins with a lane that was reset and ends with a history in which every invariant holds. A test
 * hands to what this answers how its own history is to be judged.
 */
export function judgeEach(lane: () => Lane): (own: Judging) => void {
  let judging: Judging;
  beforeEach(async () => {
    judging = {};
    await lane().reset();
  });
  afterEach(async () => expect(await lane().violations(judging)).toEqual([]));
  return (own) => {
    judging = own;
  };
}
