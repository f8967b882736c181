import { afterEach, beforeEach, expect, it } from 'vitest';
import { areaKey, levelId } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import type { PublishedFact } from '../engine/ledger.ts';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';

onEachLedger('facts', (temporaryLedger) => {
  let temporary: TemporaryLedger;
  let run: string;

  beforeEach(async () => {
    temporary = await temporaryLedger();
    run = (await temporary.ledger.startRun({ job: 'a', kind: 'sync' })).id;
  });
  afterEach(() => temporary.remove());

  const where = { indicator: 'anteil-65', area: areaKey('0101'), date: referenceDate('2024-12-31') };
  function fact(change: Partial<PublishedFact> = {}): PublishedFact {
    return {
      run,
      target: 'http://localhost:8080',
      level: levelId('quartier'),
      value: Math.fround(0.1),
      state: 'ok',
      inputs: ['dataset-1', 'level-1'],
      ...where,
      ...change,
    };
  }

  it('are found again exactly, values and suppressed cells alike', async () => {
    const published = fact();
    const suppressed = fact({
      area: areaKey('0102'),
      value: null,
      state: 'suppressed',
      inputs: ['dataset-2'],
    });

    await temporary.ledger.putFacts([published, suppressed]);

    expect(await temporary.ledger.facts(where)).toEqual([published]);
    expect(await temporary.ledger.facts({ ...where, area: areaKey('0102') })).toEqual([suppressed]);
    expect(await temporary.ledger.facts({ ...where, date: referenceDate('2023-12-31') })).toEqual([]);
  });

  it('are listed newest first, over runs and levels', async () => {
    const { ledger } = temporary;
    const later = (await ledger.startRun({ job: 'a', kind: 'sync' })).id;
    await ledger.putFacts([fact(), fact({ level: levelId('gemeinde'), value: 2 })]);
    await ledger.putFacts([fact({ run: later, value: 3 })]);

    const all = await ledger.facts(where);
    const quarters = await ledger.facts({ ...where, level: levelId('quartier') });

    expect(all.map((one) => one.value)).toEqual([3, 2, Math.fround(0.1)]);
    expect(quarters.map((one) => one.run)).toEqual([later, run]);
  });

  it('may be put again by a run that is taken up again', async () => {
    await temporary.ledger.putFacts([fact()]);

    await temporary.ledger.putFacts([fact(), fact({ area: areaKey('0102') })]);

    expect(await temporary.ledger.facts(where)).toHaveLength(1);
    expect(await temporary.ledger.facts({ ...where, area: areaKey('0102') })).toHaveLength(1);
  });

  it.each([{ value: 5 }, { value: null, state: 'suppressed' as const }, { inputs: ['dataset-9'] }])(
    'never say two things about one cell in one run: %j',
    async (change) => {
      await temporary.ledger.putFacts([fact()]);
      const other = fact({ area: areaKey('0102') });

      const putting = temporary.ledger.putFacts([other, fact(change)]);

      await expect(putting).rejects.toMatchObject({ code: 'ledger.misuse' });
      expect(await temporary.ledger.facts(where)).toEqual([fact()]);
      expect(await temporary.ledger.facts({ ...where, area: areaKey('0102') })).toEqual([]);
    },
  );

  it('also come by the ten thousands', async () => {
    const list = Array.from({ length: 64 * 200 }, (_, index) =>
      fact({
        area: areaKey(String(index % 64)),
        date: referenceDate(`${1800 + Math.floor(index / 64)}-12-31`),
        value: index,
      }),
    );

    await temporary.ledger.putFacts(list);

    const [one] = await temporary.ledger.facts({
      indicator: 'anteil-65',
      area: areaKey('63'),
      date: referenceDate('1999-12-31'),
    });
    expect(one?.value).toBe(64 * 200 - 1);
  });
});
