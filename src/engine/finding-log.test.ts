import { describe, expect, it } from 'vitest';
import { finding, type Severity } from '../core/finding.ts';
import { FindingLog } from './finding-log.ts';

const row = (number: number, severity: Severity = 'warning', file = 'a.csv') =>
  finding('statistics.combination-missing', { file, row: number }, { found: `Zeile ${number}`, severity });
const rows = (count: number, severity?: Severity) =>
  Array.from({ length: count }, (_, i) => row(i + 1, severity));

describe('the findings of a run', () => {
  it('are all kept up to a hundred of one kind', () => {
    const log = new FindingLog();

    log.reportAll(rows(100));

    expect(log.all).toEqual(rows(100));
  });

  it('beyond a hundred of one kind are counted', () => {
    const log = new FindingLog();

    log.reportAll(rows(250));

    expect(log.all).toHaveLength(101);
    expect(log.all.at(-1)).toMatchObject({
      code: 'statistics.combination-missing',
      severity: 'warning',
      place: { file: 'a.csv', row: 0 },
      found: 'und 150 weitere dieser Art',
    });
  });

  it('are counted for each file apart', () => {
    const log = new FindingLog();

    log.reportAll([...rows(101), row(1, 'warning', 'b.csv')]);

    expect(log.all.filter((found) => found.place.file === 'b.csv')).toHaveLength(1);
  });

  it('stop the run also where the first that stops it is the last of many', () => {
    const log = new FindingLog();
    log.reportAll(rows(100));
    expect(log.stops).toBe(false);

    log.report(row(101, 'error'));

    expect(log.stops).toBe(true);
    expect(log.all.at(-1)).toEqual(row(101, 'error'));
  });

  it('can be reported by handing the method on', () => {
    const log = new FindingLog();
    const { report } = log;

    report(row(1));

    expect(log.all).toEqual([row(1)]);
  });
});
