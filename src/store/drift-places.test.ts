import { afterEach, beforeEach, expect, it } from 'vitest';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';
import type { DriftPlace } from '../engine/drift-book.ts';

const TARGET = 'http://127.0.0.1:1/management';
const place = (area: string, more: Partial<DriftPlace> = {}): DriftPlace => ({
  job: 'koeln',
  run: '2026-0001',
  indicator: 'Bevölkerung |  | STATUS_ABSOLUTE',
  unitName: 'Quartiere',
  area,
  date: '2024-12-31',
  ours: 'value',
  found: 'value',
  ...more,
});
const look = (...places: DriftPlace[]) => ({
  target: TARGET,
  compared: 9_000,
  underWay: 3,
  places,
  overtaken: [],
});
const decision = { target: TARGET, job: 'koeln', by: 'person:1', reason: 'berichtigt' };

onEachLedger('what differs in KomMonitor', (temporaryLedger) => {
  let temporary: TemporaryLedger;

  beforeEach(async () => {
    temporary = await temporaryLedger();
  });
  afterEach(() => temporary.remove());

  it('is what was found last, by whichever process, for each KomMonitor', async () => {
    const { ledger } = temporary;
    const other = await temporary.openAgain();
    expect(await other.lastLook(TARGET)).toBeUndefined();
    await ledger.putDrift(look(place('a'), place('b', { found: 'absent' })));
    await other.putDrift({ ...look(place('a')), target: 'http://other' });
    await temporary.setClock('2026-02-10T13:00:00.000Z');
    await ledger.putDrift(look(place('c', { ours: 'empty' })));

    expect(await other.lastLook(TARGET)).toEqual({
      at: '2026-02-10T13:00:00.000Z',
      compared: 9_000,
      underWay: 3,
    });
    expect(await other.driftPlaces(TARGET, place('').indicator)).toEqual([place('c', { ours: 'empty' })]);
    expect(await other.driftPlaces(TARGET, 'another')).toEqual([]);
  });

  it('takes thousands of places, also from two processes at once', async () => {
    const { ledger } = temporary;
    const other = await temporary.openAgain();
    const many = Array.from({ length: 3_000 }, (_, index) => place(String(index).padStart(4, '0')));

    await Promise.all([ledger.putDrift(look(...many)), other.putDrift(look(...many))]);

    expect(await ledger.driftPlaces(TARGET, place('').indicator)).toEqual(many);
  });

  it('is counted by indicator, level and Stichtag without what stands as it was accepted', async () => {
    const { ledger } = temporary;
    const places = ['a', 'b', 'c', 'd'].map((area) => place(area));
    await ledger.putDrift(look(...places, place('a', { date: '2025-12-31' })));
    const other = [place('b', { run: '2025-0001' }), place('c', { found: 'empty' })];
    await ledger.acceptDrift([place('a'), ...other], decision);

    const { indicator, unitName } = place('');
    expect([...(await ledger.driftCounts(TARGET))].sort((a, b) => b.count - a.count)).toEqual([
      { indicator, unitName, date: '2024-12-31', count: 3 },
      { indicator, unitName, date: '2025-12-31', count: 1 },
    ]);
  });

  it('stays accepted with its newest reason until it is overtaken, and the decision is in the audit trail', async () => {
    const { ledger } = temporary;
    await ledger.acceptDrift([place('a'), place('b')], decision);
    await ledger.acceptDrift([place('b', { run: '2026-0002' })], { ...decision, reason: 'noch einmal' });
    const overtaken = [place('a'), place('b')];
    await ledger.putDrift({ ...look(), overtaken });

    expect(await ledger.acceptedDrift(TARGET)).toEqual([
      {
        ...place('b', { run: '2026-0002' }),
        by: 'person:1',
        reason: 'noch einmal',
        at: '2026-02-03T13:00:00.000Z',
      },
    ]);
    const { lines } = await ledger.auditPage({}, { offset: 0, limit: 9 });
    expect(lines.map(({ actor, event, facts }) => [actor, event, facts])).toEqual([
      ['person:1', 'Drift:Accepted', { job: 'koeln', count: 1 }],
      ['person:1', 'Drift:Accepted', { job: 'koeln', count: 2 }],
    ]);
  });
});
