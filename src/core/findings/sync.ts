import { entries } from './entry.ts';

export const SYNC_FINDINGS = entries({});
