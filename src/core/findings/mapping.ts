import { entries } from './entry.ts';

export const MAPPING_FINDINGS = entries({});
