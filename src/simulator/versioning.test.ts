import { describe, expect, it } from 'vitest';
import { referenceDate } from '../core/reference-date.ts';
import { HandlerFailure } from './failure.ts';
import { readCollection, type Period } from './geojson.ts';
import type { FeatureTable } from './state.ts';
import { fillTable, uploadFeatures } from './versioning.ts';

interface Sent {
  id: string | number;
  name?: string;
  at?: number;
  start?: string;
  end?: string;
  extra?: Record<string, unknown>;
}

function collection(sent: readonly Sent[], period: Period) {
  const features = sent.map(({ id, name = 'N', at = 7, start, end, extra }) => ({
    type: 'Feature',
    properties: { ID: id, NAME: name, validStartDate: start, validEndDate: end, ...extra },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [at, 51],
          [at + 0.1, 51],
          [at + 0.1, 51.1],
          [at, 51],
        ],
      ],
    },
  }));
  return readCollection(JSON.stringify({ type: 'FeatureCollection', features }), period);
}

function period(start: string, end?: string): Period {
  return { start: referenceDate(start), end: end === undefined ? null : referenceDate(end) };
}

const SINCE_2020 = period('2020-01-01');

function tableOf(...sent: Sent[]): FeatureTable {
  const table: FeatureTable = { table: 'SPATIAL_UNIT_0', nextFid: 1, columns: [], rows: [] };
  fillTable(table, collection(sent, SINCE_2020));
  return table;
}

function upload(table: FeatureTable, sent: readonly Sent[], at: Period, partial = true): void {
  uploadFeatures(table, { collection: collection(sent, at), period: at, partial, interruptAfter: undefined });
}

/** `ID name start..end` by ID and start. */
function versions(table: FeatureTable): string[] {
  return table.rows.map((row) => `${row.id} ${row.name} ${row.start}..${row.end ?? ''}`).sort();
}

describe('phase A, full uploads only', () => {
  it('closes a missing area the day before and keeps its history', () => {
    const table = tableOf({ id: 'A' }, { id: 'B' });

    upload(table, [{ id: 'A' }], period('2026-01-01'), false);

    expect(versions(table)).toEqual(['A N 2020-01-01..', 'B N 2020-01-01..2025-12-31']);
  });

  it('destroys the history of a missing area where the start is the original one', () => {
    const table = tableOf({ id: 'A' }, { id: 'B' });

    upload(table, [{ id: 'A' }], SINCE_2020, false);

    expect(versions(table)).toEqual(['A N 2020-01-01..']);
  });

  it('leaves areas alone that start after a limited period or ended before it', () => {
    const table = tableOf({ id: 'A' }, { id: 'OLD', end: '2021-12-31' }, { id: 'LATE', start: '2025-01-01' });

    upload(table, [{ id: 'A' }], period('2023-01-01', '2024-12-31'), false);

    expect(versions(table)).toContain('OLD N 2020-01-01..2021-12-31');
    expect(versions(table)).toContain('LATE N 2025-01-01..');
  });

  it('is not undone where phase B fails', () => {
    const table = tableOf({ id: 'A', end: '2021-12-31' }, { id: 'A', start: '2024-01-01' }, { id: 'GONE' });

    expect(() =>
      upload(table, [{ id: 'A', name: 'X', start: '2022-06-01' }], period('2022-01-01'), false),
    ).toThrow(HandlerFailure);

    expect(versions(table)).toEqual([
      'A N 2020-01-01..2021-12-31',
      'A N 2024-01-01..',
      'GONE N 2020-01-01..2021-12-31',
    ]);
  });
});

describe('phase B', () => {
  it('inserts new areas, and both of one repeated id', () => {
    const table = tableOf({ id: 'A' });

    upload(
      table,
      [
        { id: 'N', name: 'one' },
        { id: 'N', name: 'two' },
      ],
      period('2026-01-01'),
    );

    expect(versions(table)).toEqual(['A N 2020-01-01..', 'N one 2026-01-01..', 'N two 2026-01-01..']);
  });

  it('keeps the row of an unchanged later feature and re-opens it', () => {
    const table = tableOf({ id: 'A', end: '2025-12-31' });

    upload(table, [{ id: 'A' }], period('2026-01-01'));

    expect(versions(table)).toEqual(['A N 2020-01-01..']);
  });

  it('closes the row of a changed later feature and adds a version', () => {
    const table = tableOf({ id: 'A' });

    upload(table, [{ id: 'A', at: 8 }], period('2026-01-01'));

    expect(versions(table)).toEqual(['A N 2020-01-01..2025-12-31', 'A N 2026-01-01..']);
  });

  it('moves the start of an unchanged earlier feature and puts a changed one before', () => {
    const moved = tableOf({ id: 'A' });
    const added = tableOf({ id: 'A' });

    upload(moved, [{ id: 'A' }], period('2015-01-01'));
    upload(added, [{ id: 'A', name: 'old' }], period('2015-01-01'));

    expect(versions(moved)).toEqual(['A N 2015-01-01..']);
    expect(versions(added)).toEqual(['A N 2020-01-01..', 'A old 2015-01-01..2019-12-31']);
  });

  it('overwrites a changed feature of the same start in place', () => {
    const table = tableOf({ id: 'A' });

    upload(table, [{ id: 'A', name: 'better', at: 8 }], SINCE_2020);

    expect(versions(table)).toEqual(['A better 2020-01-01..']);
    expect(table.rows[0]?.fid).toBe(1);
  });

  it('ends an unchanged earlier version on the very day the next one starts', () => {
    const table = tableOf({ id: 'A', end: '2024-12-31' }, { id: 'A', name: 'new', start: '2025-01-01' });

    upload(table, [{ id: 'A' }], SINCE_2020);

    expect(versions(table)).toEqual(['A N 2020-01-01..2025-01-01', 'A new 2025-01-01..']);
  });

  it('ends a changed earlier version the day before the next one starts', () => {
    const table = tableOf({ id: 'A', end: '2024-12-31' }, { id: 'A', name: 'new', start: '2025-01-01' });

    upload(table, [{ id: 'A', name: 'fixed' }], SINCE_2020);

    expect(versions(table)).toEqual(['A fixed 2020-01-01..2024-12-31', 'A new 2025-01-01..']);
  });

  it('trims the neighbours of a version between two others', () => {
    const table = tableOf({ id: 'A', end: '2024-12-31' }, { id: 'A', name: 'new', start: '2025-01-01' });

    upload(table, [{ id: 'A', name: 'mid' }], period('2022-01-01', '2023-12-31'));

    expect(versions(table)).toEqual([
      'A N 2020-01-01..2021-12-31',
      'A mid 2022-01-01..2023-12-31',
      'A new 2025-01-01..',
    ]);
  });

  it('fails as a whole between two versions with an open end', () => {
    const table = tableOf({ id: 'A', end: '2024-12-31' }, { id: 'A', name: 'new', start: '2025-01-01' });
    const before = versions(table);

    expect(() => upload(table, [{ id: 'Z' }, { id: 'A' }], period('2022-01-01'))).toThrow(HandlerFailure);

    expect(versions(table)).toEqual(before);
  });

  it('rolls back where it is interrupted', () => {
    const table = tableOf({ id: 'A' }, { id: 'B' });
    const at = period('2026-01-01');
    const sent = collection([{ id: 'A', name: 'x' }], at);

    expect(() =>
      uploadFeatures(table, { collection: sent, period: at, partial: false, interruptAfter: 1 }),
    ).toThrow(HandlerFailure);

    expect(versions(table)).toEqual(['A N 2020-01-01..', 'B N 2020-01-01..2025-12-31']);
  });
});

describe('what counts as a change', () => {
  it('takes a number as id for a change every time, since stored ids are text', () => {
    const table = tableOf({ id: '7' });

    upload(table, [{ id: 7 }], period('2026-01-01'));

    expect(versions(table)).toEqual(['7 N 2020-01-01..2025-12-31', '7 N 2026-01-01..']);
  });

  it('takes a new property for a change of every feature, a second time only where it is no text', () => {
    const text = tableOf({ id: 'A' });
    const number = tableOf({ id: 'A' });

    for (const start of ['2026-01-01', '2027-01-01']) {
      upload(text, [{ id: 'A', extra: { art: 'x' } }], period(start));
      upload(number, [{ id: 'A', extra: { size: 3 } }], period(start));
    }

    expect(versions(text)).toEqual(['A N 2020-01-01..2025-12-31', 'A N 2026-01-01..']);
    expect(versions(number)).toHaveLength(3);
  });

  it('does not notice a value where there was null', () => {
    const table = tableOf({ id: 'A', extra: { art: null } });

    upload(table, [{ id: 'A', extra: { art: 'x' } }], period('2026-01-01'));

    expect(versions(table)).toEqual(['A N 2020-01-01..']);
  });

  it('needs an ID property', () => {
    const table = tableOf({ id: 'A' });
    const document = JSON.stringify({
      type: 'FeatureCollection',
      features: [{ properties: { NAME: 'x' }, geometry: { type: 'Point', coordinates: [7, 51] } }],
    });
    const sent = readCollection(document, SINCE_2020);

    expect(() =>
      uploadFeatures(table, {
        collection: sent,
        period: SINCE_2020,
        partial: true,
        interruptAfter: undefined,
      }),
    ).toThrow(/ID/);
  });
});
