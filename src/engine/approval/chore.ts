/** Ends what nobody has decided about in time. */
import type { Chore } from '../chores.ts';
import { expireApprovals } from './decide.ts';

export const APPROVAL_CHORE: Chore = {
  id: 'approvals',
  every: 60,
  work: async ({ ports }) => {
    await expireApprovals(ports);
  },
};
