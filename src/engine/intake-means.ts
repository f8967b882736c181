/** What the intake of any kind of delivery works with. */
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Job } from '../mapping/job.ts';
import type { CoordinateSystems } from '../spatial/crs.ts';
import type { Geography } from '../statistics/geography.ts';
import type { Assigners } from './assigner.ts';
import type { Crosswalks } from './build-crosswalks.ts';
import type { DatasetBook } from './dataset-book.ts';
import type { BuiltLevel } from './desired-state.ts';
import type { DeliveryLog } from './deliveries/delivery-log.ts';
import type { FindingLog } from './finding-log.ts';
import type { Landing } from './land.ts';
import type { EnginePorts } from './ports.ts';
import type { QualityBook } from './quality-book.ts';
import type { Settlements } from './settlement.ts';

export interface IntakeMeans {
  readonly job: Job;
  readonly ports: EnginePorts;
  readonly landing: Landing;
  readonly geography: Geography;
  readonly built: readonly BuiltLevel[];
  readonly systems: CoordinateSystems;
  readonly assigners: Assigners;
  readonly crosswalks: Crosswalks;
  readonly quality: QualityBook;
  readonly settlements: Settlements;
  readonly deliveries: DeliveryLog;
  /** Level version ids, for the lineage. */
  readonly levels: Readonly<Record<string, string>>;
  readonly book: DatasetBook;
  readonly findings: FindingLog;
  /** Stichtag given on the command line. */
  readonly date?: ReferenceDate;
}
