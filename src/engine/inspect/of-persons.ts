/** All that is told of a file that looks like persons: name, size and hash, and where the sign for it stands. */
import type { LandedFile } from '../../core/delivery.ts';
import { finding } from '../../core/finding.ts';
import type { Inspection } from './inspection.ts';

/** `sign` names a place and a kind, never a value. */
export function ofPersons({ file, bytes, sha256 }: LandedFile, sign: string): Inspection {
  return {
    file,
    bytes,
    sha256,
    state: 'persons',
    text: null,
    sheets: [],
    recognised: [],
    tables: [],
    layer: null,
    proposal: null,
    missing: [],
    proof: null,
    findings: [finding('inspect.looks-like-persons', { file, row: 0 }, { found: sign })],
  };
}
