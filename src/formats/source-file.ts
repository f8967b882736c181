/** What every reader of this room receives: a file on local disk and somewhere to report to. */
import type { Finding } from '../core/finding.ts';

export interface SourceFile {
  /** File name without folder, for places of findings. The path on disk may be called otherwise. */
  readonly file: string;
  readonly path: string;
}

/** Findings go here as they are met. */
export type Report = (finding: Finding) => void;
