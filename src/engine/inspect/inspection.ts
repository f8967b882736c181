/** What `inspect` tells of a file: its structure, the proposal, and the proof that the proposal runs. */
import type { Finding } from '../../core/finding.ts';
import type { ObservationRole } from '../../core/observation.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Check } from '../../mapping/propose/yaml-lines.ts';
import type { ColumnRole } from '../../mapping/propose-profile.ts';

/**
 * `runs`: the proposal loads and yields figures without a finding that stops. `persons`: nothing of the file is told.
 */
export type InspectionState = 'runs' | 'does-not-run' | 'no-proposal' | 'persons';

export interface Inspection {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly state: InspectionState;
  readonly text: TextReport | null;
  readonly sheets: readonly SheetReport[];
  /** The form that was proposed, then the others that would take the file too, the surest first. */
  readonly recognised: readonly RecognisedForm[];
  readonly tables: readonly TableReport[];
  readonly layer: LayerReport | null;
  readonly proposal: ProposalReport | null;
  /** German sentences: what a person has to say. */
  readonly missing: readonly string[];
  readonly proof: Proof | null;
  readonly findings: readonly Finding[];
}

export interface TextReport {
  readonly encoding: string;
  readonly because: string;
  readonly certain: boolean;
  readonly delimiter: string | null;
  /** Names of the files in an archive. */
  readonly members: readonly string[];
}

export interface SheetReport {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly hidden: boolean;
}

export interface RecognisedForm {
  readonly connector: string;
  readonly form: string;
  readonly certainty: number;
  readonly because: string;
}

export interface TableReport {
  readonly sheets: readonly string[];
  readonly titles: readonly string[];
  readonly rows: number;
  readonly columns: readonly ColumnReport[];
  readonly notes: readonly string[];
}

export type ColumnKind = 'empty' | 'text' | 'day' | 'digits' | 'whole' | 'decimal' | 'mixed';

export interface ColumnReport {
  readonly position: number;
  readonly label: string;
  readonly kind: ColumnKind;
  readonly role: ColumnRole | null;
  readonly shortest: number;
  readonly longest: number;
  readonly blank: number;
  /** null: more than are counted. */
  readonly distinct: number | null;
  readonly signs: Readonly<Record<string, number>>;
}

export interface LayerReport {
  readonly layer: string | null;
  readonly features: number;
  readonly geometries: Readonly<Record<string, number>>;
  readonly declaredCrs: string | null;
  readonly crs: string | null;
  /** West, south, east, north in the file's own coordinates. */
  readonly box: readonly number[] | null;
  readonly properties: readonly ColumnReport[];
}

export interface ProposalReport {
  readonly kind: 'profile' | 'level';
  readonly id: string;
  readonly yaml: string;
  readonly checks: readonly Check[];
}

export interface Proof {
  readonly runs: boolean;
  /** Mistakes of the proposal as YAML: none, or it would not load. */
  readonly problems: readonly string[];
  readonly counts: readonly ProofCount[];
  /** Stichtag that was lent to the proof because the delivery names none. */
  readonly lentDate: ReferenceDate | null;
}

export interface ProofCount {
  readonly level: string;
  readonly date: string;
  readonly measure: string;
  readonly role: ObservationRole;
  readonly areas: number;
  readonly observations: number;
}
