/**
 * Everything before disclosure control: levels, deliveries, datasets, indicator values, and all findings.
 * Writes nothing; what was read is stored only when the run goes on.
 */
import type { LevelVersion } from '../core/area.ts';
import type { Finding } from '../core/finding.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import type { Job } from '../mapping/job.ts';
import { geographyOf, type Geography } from '../statistics/geography.ts';
import { openCoordinateSystems } from '../spatial/crs.ts';
import { Assigners } from './assigner.ts';
import { buildCrosswalks } from './build-crosswalks.ts';
import { buildLevels } from './build-levels.ts';
import { compareLate } from './compare-late.ts';
import { compute, type Computation } from './compute.ts';
import { DatasetBook } from './dataset-book.ts';
import type { Handed } from './deliveries/by-hand.ts';
import { DeliveryLog } from './deliveries/delivery-log.ts';
import type { BuiltLevel } from './desired-state.ts';
import { FindingLog } from './finding-log.ts';
import type { IntakeMeans } from './intake-means.ts';
import { intake, intakeHanded } from './intake.ts';
import { openLanding } from './land.ts';
import type { EnginePorts } from './ports.ts';
import { QualityBook, type DeliveryQuality } from './quality-book.ts';
import { Settlements } from './settlement.ts';

export interface Prepared {
  readonly job: Job;
  readonly levels: readonly BuiltLevel[];
  readonly book: DatasetBook;
  /** Undefined where a finding forbids to go on. */
  readonly counted: { readonly computation: Computation; readonly geography: Geography } | undefined;
  readonly findings: readonly Finding[];
  readonly quality: readonly DeliveryQuality[];
  readonly settlements: Settlements;
  /** What was read. */
  readonly deliveries: DeliveryLog;
  /** Some finding forbids to go on. */
  readonly stops: boolean;
}

export function jobNamed(ports: Pick<EnginePorts, 'catalogue'>, id: string): Job {
  const job = ports.catalogue.jobs.get(id);
  if (job) return job;
  const known = [...ports.catalogue.jobs.keys()].sort().join(', ');
  throw new SyncError({
    code: 'job.unknown',
    kind: 'usage',
    message: `Einen Auftrag „${id}“ gibt es nicht.`,
    hint: known === '' ? 'Legen Sie einen Auftrag unter „jobs“ an.' : `Vorhanden sind: ${known}.`,
  });
}

export interface PrepareWish {
  /** Stichtag for deliveries that do not name it. */
  readonly date?: ReferenceDate | undefined;
  /** `ledger`: no delivery is read, what was taken in before is computed with. */
  readonly from?: 'deliveries' | 'ledger' | Handed;
}

export async function prepare(job: Job, ports: EnginePorts, wish: PrepareWish = {}): Promise<Prepared> {
  const { date, from = 'deliveries' } = wish;
  const landing = await openLanding(ports);
  const findings = new FindingLog();
  const book = new DatasetBook(ports.ledger);
  const settlements = new Settlements();
  const deliveries = new DeliveryLog();
  try {
    const systems = await openCoordinateSystems(ports.folders.grids);
    const levels = await buildLevels({ job, ports, landing, findings, systems });
    const stopped = () => {
      const nothing = { counted: undefined, quality: [], stops: true };
      return { job, levels, book, settlements, deliveries, findings: findings.all, ...nothing };
    };
    if (findings.stops) return stopped();

    const geography = geographyOf(
      levels.map(({ level, version }) => ({
        level: level.id,
        parent: parentIn(level.parent, levels),
        version,
      })),
    );
    const { report } = findings;
    const versions = levels.map(({ version }) => version);
    const crosswalks = buildCrosswalks(ports.catalogue, versions, report);
    const quality = new QualityBook();
    const run = { job, ports, landing, geography, book, findings, quality, settlements, systems };
    const means: IntakeMeans = {
      ...run,
      deliveries,
      built: levels,
      crosswalks,
      levels: Object.fromEntries(levels.map(({ level, version }) => [level.id, version.id])),
      assigners: new Assigners({ ports, landing, geography, levels, systems, report }),
      ...(date ? { date } : {}),
    };
    for (const [index, item] of job.intake.entries()) {
      if (from === 'deliveries') await intake(item, index, means);
      else if (from !== 'ledger' && from.entry === index) await intakeHanded(item, from.file, means);
    }
    await compareLate(means);
    if (findings.stops) return stopped();

    const judged = await quality.judge(book, levels, ports.quality);
    findings.reportAll(judged.findings);
    if (findings.stops) return { ...stopped(), quality: judged.quality };
    ports.events.stage('Indikatoren berechnen');
    const { catalogue } = ports;
    const computation = await compute(job, { catalogue, book, geography, versions, crosswalks });
    findings.reportAll(computation.findings);
    const counted = { computation, geography };
    const outcome = { counted, quality: judged.quality, stops: findings.stops };
    return { job, levels, book, settlements, deliveries, findings: findings.all, ...outcome };
  } catch (error) {
    // What this run has claimed is free for the next one.
    await settlements.settle(ports, 'looked-at');
    throw error;
  } finally {
    await landing.clear();
  }
}

/** Keeps levels and datasets of a run that goes on. */
export async function storeVersions(prepared: Prepared, run: string, ports: EnginePorts): Promise<void> {
  for (const { version } of prepared.levels) await ports.ledger.putLevel(version, run);
  await prepared.book.store(run);
}

function parentIn(
  parent: LevelVersion['level'] | null,
  levels: readonly BuiltLevel[],
): LevelVersion['level'] | null {
  return levels.some(({ level }) => level.id === parent) ? parent : null;
}
