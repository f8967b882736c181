/**
 * Everything before disclosure control: levels, deliveries, datasets, indicator values, and all findings.
 * Writes nothing; what was read is stored only when the run goes on.
 */
import type { LevelVersion } from '../core/area.ts';
import type { Finding } from '../core/finding.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import type { Job } from '../mapping/job.ts';
import { geographyOf } from '../statistics/geography.ts';
import { buildLevels } from './build-levels.ts';
import { computeSeries } from './compute.ts';
import { DatasetBook } from './dataset-book.ts';
import type { BuiltLevel } from './desired-state.ts';
import { FindingLog } from './finding-log.ts';
import { intake } from './intake.ts';
import { openLanding } from './land.ts';
import type { EnginePorts } from './ports.ts';

export interface Prepared {
  readonly job: Job;
  readonly levels: readonly BuiltLevel[];
  readonly book: DatasetBook;
  readonly series: readonly IndicatorSeries[];
  readonly findings: readonly Finding[];
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

export async function prepare(job: Job, ports: EnginePorts, date?: ReferenceDate): Promise<Prepared> {
  const landing = await openLanding(ports);
  const findings = new FindingLog();
  const book = new DatasetBook(ports.ledger);
  try {
    const levels = await buildLevels(job, ports, landing, findings);
    if (findings.stops) return { job, levels, book, series: [], findings: findings.all, stops: true };

    const geography = geographyOf(
      levels.map(({ level, version }) => ({
        level: level.id,
        parent: parentIn(level.parent, levels),
        version,
      })),
    );
    const versions = Object.fromEntries(levels.map(({ level, version }) => [level.id, version.id]));
    const means = { job, ports, landing, geography, levels: versions, book, findings };
    for (const [index, item] of job.intake.entries())
      await intake(item, index, { ...means, ...(date ? { date } : {}) });
    if (findings.stops) return { job, levels, book, series: [], findings: findings.all, stops: true };

    ports.events.stage('Indikatoren berechnen');
    const computed = await computeSeries(job, ports.catalogue, book, geography);
    findings.reportAll(computed.findings);
    return { job, levels, book, series: computed.series, findings: findings.all, stops: findings.stops };
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
