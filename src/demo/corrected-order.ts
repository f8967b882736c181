/**
 * The newest order file once more, as the employment agency corrects it: in the first municipality it had counted too
 * few employees, and their sums with them.
 */
import { orderFile } from './order-file.ts';
import type { County } from './generate-county.ts';

export const CORRECTED_ORDER = 'sgb2_2024_berichtigt.csv';

const LATE_REPORTS = 0.04;
const FIRST = { key: '001', sum: '001SUMSUM', all: 'SUMSUMSUM' };

export function correctedOrder(county: County): Buffer {
  const newest = county.snapshots.at(-1)!;
  const [header = '', ...lines] = orderFile(county, newest).toString('latin1').split('\r\n');
  const names = header.split(';');
  const [area, employed] = [names.indexOf('GEBIET'), names.indexOf('SVB')];
  const rows = lines.map((line) => line.split(';'));
  let late = 0;
  for (const row of rows) {
    const isQuarter = /^\d{9}$/.test(row[area] ?? '') && row[area]!.startsWith(FIRST.key);
    const more = isQuarter ? Math.round(Number(row[employed]) * LATE_REPORTS) : 0;
    if (!(more > 0)) continue;
    row[employed] = String(Number(row[employed]) + more);
    late += more;
  }
  for (const row of rows)
    if (row[area] === FIRST.sum || row[area] === FIRST.all)
      row[employed] = String(Number(row[employed]) + late);
  return Buffer.from([header, ...rows.map((row) => row.join(';'))].join('\r\n'), 'latin1');
}
