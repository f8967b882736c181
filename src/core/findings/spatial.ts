import { entries } from './entry.ts';

export const SPATIAL_FINDINGS = entries({});
