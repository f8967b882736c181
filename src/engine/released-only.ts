/**
 * The gate before every write: whatever way a plan came, from the ledger, from a run that is taken up again, from a
 * rollback or from a hand, it writes values that the registry knows as released under the rules of today.
 */
import { SyncError } from '../errors.ts';
import { policyInForce } from './protect/policy-in-force.ts';
import { indicatorKeyText } from '../sync/operations.ts';
import type { Plan } from '../sync/plan.ts';
import type { Snapshot } from '../sync/snapshot.ts';
import type { RunRecord } from './ledger.ts';
import type { EnginePorts } from './ports.ts';
import { jobPolicy } from './job-policy.ts';
import type { ReleaseContent, ReleaseRecord } from './release-registry.ts';

export async function requireReleased(run: RunRecord, plan: Plan, ports: EnginePorts): Promise<void> {
  const values = plan.operations.filter((operation) => operation.kind === 'put-values');
  if (values.length === 0) return;
  const records = await ports.ledger.releases(plan.target);
  const record = records.find(({ id }) => id === plan.release?.record);
  if (!record) throw refused('Zu diesem Plan gibt es keine Freigabe der Geheimhaltung.');
  const policy = policyInForce(jobPolicy(plan.job, ports), ports);
  if (policy.sha256 !== record.policy.sha256 || policy.sha256 !== plan.release?.policy) throw otherRules();
  const content = await ports.ledger.releaseContent(record.id);
  if (content.target !== plan.target) throw refused('Die Freigabe gilt für ein anderes Ziel.');
  const released = releasedCells(content);
  const standing = await standingCells(run, ports);
  for (const { indicator, indicatorId, level, unitName, dates, rows } of values)
    for (const row of rows)
      for (const [index, date] of dates.entries()) {
        const value = row.values[index] ?? null;
        // Somebody else's value that stands there is sent back with the others of its date; it is published already.
        if (standing.get(`${indicatorKeyText(indicator)}|${unitName}|${row.key}|${date}`) === value) continue;
        if (value !== null && released.get(`${indicatorId}|${level}|${row.key}|${date}`) !== value)
          throw refused(
            `Der Plan enthält einen Wert, der nicht freigegeben ist: ${indicatorId}, ${row.key}, ${date}.`,
          );
      }
  await refuseOvertaken(record, content, records, ports);
}

/** What stood in the target when the run began, from its snapshot: read from there, and in no plan's hands. */
async function standingCells(run: RunRecord, { ledger }: EnginePorts): Promise<Map<string, number>> {
  const text = await ledger.snapshot(run.id);
  const { indicators = [] } = text === undefined ? {} : (JSON.parse(text) as Snapshot);
  const cells = new Map<string, number>();
  for (const { key, links } of indicators)
    for (const { unitName, state } of links)
      for (const row of state?.values.rows ?? [])
        for (const [index, date] of (state?.values.dates ?? []).entries()) {
          const value = row.values[index] ?? null;
          if (value !== null) cells.set(`${indicatorKeyText(key)}|${unitName}|${row.key}|${date}`, value);
        }
  return cells;
}

/** From here on anybody may have read it. Kept before the first write, whatever becomes of the run. */
export async function markReadable(run: RunRecord, plan: Plan, ports: EnginePorts): Promise<void> {
  if (plan.release && plan.operations.some(({ kind }) => kind === 'put-values'))
    await ports.ledger.markReadable(plan.release.record, run.id);
}

function releasedCells({ series }: ReleaseContent): Map<string, number> {
  const cells = new Map<string, number>();
  for (const { indicator, level, dates, areas, rows } of series)
    for (const [row, area] of areas.entries())
      for (const [column, date] of dates.entries()) {
        const value = rows[row]?.[column] ?? null;
        if (value !== null) cells.set(`${indicator}|${level}|${area}|${date}`, Math.fround(value));
      }
  return cells;
}

/** Something else of the same data has become readable since: the proof did not know of it. */
async function refuseOvertaken(
  record: ReleaseRecord,
  content: ReleaseContent,
  records: readonly ReleaseRecord[],
  ports: EnginePorts,
): Promise<void> {
  if (record.readableSeq !== null) return;
  const own = datasetsOf(content);
  for (const other of records) {
    if (other.readableSeq === null || other.readableSeq < record.seq) continue;
    const shared = datasetsOf(await ports.ledger.releaseContent(other.id)).some((dataset) =>
      own.includes(dataset),
    );
    if (shared) throw overtaken();
  }
}

/** Of every part of a quantity: `sgb2` and `einwohner` of `2*sgb2.elb[alter=80+]+einwohner.personen@2024-12-31`. */
function datasetsOf({ index }: ReleaseContent): string[] {
  const quantities = Object.keys(index).map((key) => key.slice(key.indexOf(' ') + 1));
  return [
    ...new Set(
      quantities.flatMap((quantity) => [...quantity.matchAll(PART)].map(([, dataset = '']) => dataset)),
    ),
  ];
}

const PART = /(?:^|\+)(?:-?[\d.]+\*)?([^.,=[\]+*~|@]+)\./g;

function refused(message: string): SyncError {
  return new SyncError({
    code: 'release.refused',
    kind: 'permission',
    message: `${message} Es wurde nichts veröffentlicht.`,
    hint: 'Erstellen Sie den Plan neu: „kmsync plan“ prüft die Geheimhaltung und legt die Freigabe an.',
  });
}

function otherRules(): SyncError {
  return new SyncError({
    code: 'plan.policy-changed',
    kind: 'stale',
    message:
      'Seit dem Plan haben sich die Regeln der Geheimhaltung geändert. Es wurde nichts veröffentlicht.',
    hint: 'Erstellen Sie einen neuen Plan und sehen Sie sich die neue Vorschau an.',
  });
}

function overtaken(): SyncError {
  return new SyncError({
    code: 'plan.overtaken',
    kind: 'stale',
    message:
      'Seit dem Plan ist anderes aus denselben Daten veröffentlicht worden. Es wurde nichts veröffentlicht.',
    hint: 'Erstellen Sie einen neuen Plan: Die Geheimhaltung muss beides zusammen prüfen.',
  });
}
