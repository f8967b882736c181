/**
 * The error log (Fehlerprotokoll) beside an order file: how many cases were not assigned, and why. No form of it is
 * documented, so lines are read tolerantly, and what is not understood is told.
 */
import {
  openText,
  plainLabel,
  reportRow,
  type LandedDelivery,
  type LandedFile,
  type LayoutContext,
  type ReportRow,
} from '../../src/sdk/index.ts';

const LOG_NAME = /^[\s._-]*fehlerprotokoll.*\.(txt|csv|log)$/iu;

/** Names in the same folder that continue the name of the data file: `sgb2_2024_fehlerprotokoll.txt`. */
export function errorLogsOf(file: string, siblings: readonly string[]): readonly string[] {
  const stem = file.replace(/\.[^.]*$/u, '');
  return siblings.filter(
    (name) => name.toLowerCase().startsWith(stem.toLowerCase()) && LOG_NAME.test(name.slice(stem.length)),
  );
}

export function isErrorLog(file: string): boolean {
  return /fehlerprotokoll/iu.test(file);
}

/** What the residual rows come to in the measure that the log counts; undefined: not known, or partly secret. */
export interface Residual {
  readonly count: number | undefined;
}

/** Reads the log and compares it with the residual. Counts go into findings; the reasons are the log's own words. */
export async function reportErrorLog(
  delivery: LandedDelivery,
  residual: Residual,
  context: LayoutContext,
): Promise<void> {
  const logs = delivery.companions.filter(({ file }) => isErrorLog(file));
  if (logs.length === 0) {
    const stem = delivery.file.replace(/\.[^.]*$/u, '');
    reportRow(delivery, context)('jobcenter.error-log-missing', 0, {
      expected: `${stem}_fehlerprotokoll.txt`,
    });
    return;
  }
  for (const log of logs) {
    const report = reportRow(log, context);
    const read = await readLog(log, report, context);
    const total = [...read.values()].reduce((sum, count) => sum + count, 0);
    if (total > 0) {
      const found = [...read].map(([reason, count]) => `${shownCount(count)} ${reason}`).join('; ');
      report('jobcenter.error-log', 0, { found });
    }
    if (residual.count !== undefined && residual.count !== total)
      report('jobcenter.error-log-differs', 0, {
        found: String(residual.count),
        expected: total > residual.count ? 'mehr' : 'weniger',
      });
  }
}

/** Below this the order files themselves show nothing, so the log must not say it either: no total, no small count. */
const SMALLEST_SHOWN = 10;

function shownCount(count: number): string {
  return count > 0 && count < SMALLEST_SHOWN ? `unter ${SMALLEST_SHOWN}` : String(count);
}

/** Count by reason. Sum lines are left out, headers and comments too. */
async function readLog(
  log: LandedFile,
  report: ReportRow,
  context: LayoutContext,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const [index, line] of (await linesOf(log, context)).entries()) {
    const text = plainLabel(line.replaceAll('"', ''));
    if (text === '' || text.startsWith('#') || HEADER.test(text)) continue;
    const entry = readEntry(text);
    if (!entry) report('jobcenter.error-log-line', index + 1);
    else if (!TOTAL.test(entry.reason))
      counts.set(entry.reason, (counts.get(entry.reason) ?? 0) + entry.count);
  }
  return counts;
}

const HEADER = /^(?:Fehlerprotokoll|(?:Anzahl|Fälle|Grund|Ursache|Fehler)\b[^\d]*$)/iu;
const TOTAL = /^(?:Summe|Insgesamt|Gesamt)\b/iu;
const COUNT_FIRST = /^(\d{1,9})\s*[;,|:\t ]\s*(\D.*)$/u;
const COUNT_LAST = /^(.*\D)[;,|:\t ]\s*(\d{1,9})$/u;
/** Reasons are words of the agency; a line with much else in it may hold a person's address and is not repeated. */
const REASON = /^[\p{L}\s.,()/„“"-]{2,80}$/u;

function readEntry(text: string): { count: number; reason: string } | undefined {
  const first = COUNT_FIRST.exec(text);
  const last = first ? null : COUNT_LAST.exec(text);
  const [count, reason] = first ? [first[1], first[2]] : [last?.[2], last?.[1]];
  if (count === undefined || reason === undefined) return undefined;
  const plain = plainLabel(reason)
    .replace(/[;,|:]+$/u, '')
    .trim();
  return { count: Number(count), reason: REASON.test(plain) ? plain : 'anderer Grund' };
}

/** UTF-8 or else Windows-1252; the log is small. */
async function linesOf(log: LandedFile, context: LayoutContext): Promise<readonly string[]> {
  const text =
    (await openText(log, {}, () => undefined)) ??
    (await openText(log, { declared: 'windows-1252' }, context.report));
  let whole = '';
  for await (const chunk of text?.chunks ?? []) whole += chunk;
  return whole.split(/\r?\n/u);
}
