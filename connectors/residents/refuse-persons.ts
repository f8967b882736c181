/**
 * Aggregate mode: looks at the first rows of a delivery before anything of it goes out, and refuses what looks
 * like persons. The program deletes a landed file with the finding `residents.looks-like-persons`.
 */
import {
  finding,
  personSign,
  type LandedDelivery,
  type LayoutContext,
  type TextRow,
} from '../../src/sdk/index.ts';

const SAMPLE = 2000;

/** True where the delivery has been refused. `read` opens it and reports to nobody: it will be read again. */
export async function refusePersons(
  delivery: LandedDelivery,
  read: (report: () => void) => AsyncIterable<readonly TextRow[]>,
  labels: readonly string[] | 'first row',
  context: LayoutContext,
): Promise<boolean> {
  const rows: (readonly string[])[] = [];
  for await (const batch of read(() => undefined)) {
    context.signal.throwIfAborted();
    for (const { cells } of batch) rows.push(cells);
    if (rows.length > SAMPLE) break;
  }
  const sign = labels === 'first row' ? personSign(rows[0] ?? [], rows.slice(1)) : personSign(labels, rows);
  if (sign === undefined) return false;
  context.report(finding('residents.looks-like-persons', { file: delivery.file, row: 0 }, { found: sign }));
  return true;
}
