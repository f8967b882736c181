import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { finding, type Finding } from '../core/finding.ts';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';

onEachLedger('deliveries and findings', (temporaryLedger) => {
  let temporary: TemporaryLedger;

  beforeEach(async () => {
    temporary = await temporaryLedger();
  });
  afterEach(() => temporary.remove());

  it('recognises the same bytes of a source under another name, and when they came first', async () => {
    const { ledger } = temporary;
    const delivery = { sha256: 'a'.repeat(64), file: 'ew2024.csv', bytes: 5_000_000_000, source: 'duva' };
    const first = await ledger.recordDelivery(delivery);
    await temporary.setClock('2026-03-01T08:00:00Z');

    const again = await ledger.recordDelivery({ ...delivery, file: 'ew2024 (2).csv' });

    expect(first).toEqual({ ...delivery, firstSeenAt: '2026-02-03T13:00:00.000Z' });
    expect(again).toEqual(first);
  });

  it('keeps the same bytes from two sources apart', async () => {
    const { ledger } = temporary;
    const delivery = { sha256: 'a'.repeat(64), file: 'a.csv', bytes: 1, source: 'duva' };
    await ledger.recordDelivery(delivery);

    const other = await ledger.recordDelivery({ ...delivery, source: 'workbook', file: 'b.csv' });

    expect(other).toMatchObject({ source: 'workbook', file: 'b.csv' });
  });

  it('gives findings back exactly and in order, over several portions', async () => {
    const { ledger } = temporary;
    const { id } = await ledger.startRun({ job: 'a', kind: 'check' });
    const one = finding('format.row-width', { file: 'a.csv', row: 7 }, { found: '3', expected: '4' });
    const many = Array.from({ length: 2_500 }, (_, row) =>
      finding('format.row-width', { file: 'b.xlsx', sheet: 'Tabelle1', row, column: 'C' }),
    );

    await ledger.putFindings(id, [one]);
    await ledger.putFindings(id, []);
    await ledger.putFindings(id, many);

    expect(await ledger.findings(id)).toEqual([one, ...many]);
  });

  it('gives any text of a finding back exactly', async () => {
    const { ledger } = temporary;
    const { id } = await ledger.startRun({ job: 'a', kind: 'check' });
    const texts = fc.sample(fc.string({ unit: 'binary' }), 300);
    const list = [...texts, 'a\u0000b', '\ud800', '„“', '%s'].map(
      (found): Finding => finding('format.row-width', { file: found, row: 0 }, { found }),
    );

    await ledger.putFindings(id, list);

    expect(await ledger.findings(id)).toEqual(list);
  });

  it('accepts no findings for a run that does not exist', async () => {
    const one = finding('format.row-width', { file: 'a.csv', row: 7 });

    await expect(temporary.ledger.putFindings('2026-4711', [one])).rejects.toMatchObject({
      code: 'ledger.failed',
    });
  });
});
