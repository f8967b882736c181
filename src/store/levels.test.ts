import { afterEach, beforeEach, expect, it } from 'vitest';
import { areaKey, levelId, type EditionArea, type LevelVersion, type Ring } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import { onEachLedger, type TemporaryLedger } from '../../tests/support/temporary-ledger.ts';

onEachLedger('level versions', (temporaryLedger) => {
  let temporary: TemporaryLedger;
  let run: string;

  beforeEach(async () => {
    temporary = await temporaryLedger();
    run = (await temporary.ledger.startRun({ job: 'a', kind: 'sync' })).id;
  });
  afterEach(() => temporary.remove());

  const quarter = levelId('quartier');
  function area(key: string, east: number): EditionArea {
    const ring: Ring = [
      [east, 50.1234567],
      [east + 0.1, 50.1234567],
      [east + 0.1, 50.2],
      [east, 50.1234567],
    ];
    return {
      key: areaKey(key),
      name: `Straße ${key}`,
      parent: areaKey('01'),
      geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
    };
  }
  function version(id: string, level = quarter): LevelVersion {
    return {
      id,
      level,
      editions: [
        { validFrom: referenceDate('2010-01-01'), areas: [area('0101', 7), area('0102', 7.1)] },
        { validFrom: referenceDate('2020-01-01'), areas: [area('0103', 7.2)] },
        { validFrom: referenceDate('2025-01-01'), areas: [] },
      ],
      sources: [{ file: 'quartiere.gpkg', sha256: 'a'.repeat(64), crs: 'EPSG:25832' }],
    };
  }

  it('come back exactly, with every edition', async () => {
    expect(await temporary.ledger.newestLevel(quarter)).toBeUndefined();

    expect(await temporary.ledger.putLevel(version('one'), run)).toBe(true);

    expect(await temporary.ledger.newestLevel(quarter)).toEqual(version('one'));
  });

  it('are stored once, and the last one put is the newest of its level', async () => {
    const { ledger } = temporary;
    await ledger.putLevel(version('one'), run);
    await ledger.putLevel(version('two'), run);
    await ledger.putLevel(version('three', levelId('gemeinde')), run);
    expect((await ledger.newestLevel(quarter))?.id).toBe('two');

    expect(await ledger.putLevel(version('one'), run)).toBe(false);

    expect((await ledger.newestLevel(quarter))?.id).toBe('one');
  });
});
