import { entries } from './entry.ts';

export const STATISTICS_FINDINGS = entries({});
