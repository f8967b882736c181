import { describe, expect, it } from 'vitest';
import { RELEASE_TARGET, releaseContent } from '../../tests/support/release-samples.ts';
import { shippedPolicy } from '../../tests/support/shipped-policy.ts';
import { areaKey, levelId } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import type { Plan } from '../sync/plan.ts';
import type { RunRecord } from './ledger.ts';
import type { EnginePorts } from './ports.ts';
import type { ReleaseContent, ReleaseRecord } from './release-registry.ts';
import { markReadable, requireReleased } from './released-only.ts';

const { id, version, sha256 } = shippedPolicy;
const POLICY = { id, version, sha256 };
const DATES = [referenceDate('2023-12-31'), referenceDate('2024-12-31')];
const RUN = { id: '2026-0001' } as RunRecord;
const KEY = { name: 'Quote', characteristic: null, type: null };
const released = (own: Partial<ReleaseContent> = {}) => ({ ...releaseContent(7.25), policy: POLICY, ...own });
const record = (own: Partial<ReleaseRecord> = {}): ReleaseRecord =>
  ({ id: 'r', seq: 1, policy: POLICY, readableSeq: null, ...own }) as ReleaseRecord;

interface World {
  readonly values?: readonly (number | null)[];
  readonly records?: readonly ReleaseRecord[];
  readonly contents?: Readonly<Record<string, ReleaseContent>>;
  readonly policy?: string;
  readonly target?: string;
  /** What stood there for the first date. */
  readonly before?: number;
}

function worldOf(own: World) {
  const {
    values = [7.25, Math.fround(0.1)],
    records = [record()],
    contents = { r: released() },
    before,
  } = own;
  const row = { key: areaKey('0101'), values };
  const put = {
    kind: 'put-values',
    indicator: KEY,
    indicatorId: 'sgb2-quote',
    level: levelId('quartier'),
    unitName: 'Quartiere',
    dates: DATES,
    rows: [row],
  };
  const plan = {
    job: 'j',
    target: own.target ?? RELEASE_TARGET,
    release: { record: 'r', policy: own.policy ?? sha256 },
    operations: own.values?.length === 0 ? [{ kind: 'create-indicator' }] : [put],
  } as unknown as Plan;
  const state = { values: { dates: [DATES[0]], rows: [{ key: row.key, values: [before] }] } };
  const snapshot = { indicators: [{ key: KEY, links: [{ unitName: 'Quartiere', state }] }] };
  const marked: string[] = [];
  const ports = {
    now: () => new Date('2026-02-03T13:00:00.000Z'),
    catalogue: { policies: new Map([[id, shippedPolicy]]), jobs: new Map([['j', { policy: id }]]) },
    ledger: {
      releases: () => Promise.resolve(records),
      releaseContent: (release: string) => Promise.resolve(contents[release]),
      snapshot: () => Promise.resolve(before === undefined ? undefined : JSON.stringify(snapshot)),
      markReadable: (release: string, run: string) => Promise.resolve(void marked.push(`${release} ${run}`)),
    },
  } as unknown as EnginePorts;
  return { plan, ports, marked };
}

async function codeOf(own: World): Promise<string | undefined> {
  const { plan, ports } = worldOf(own);
  try {
    await requireReleased(RUN, plan, ports);
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

describe('a plan', () => {
  it('is let through where all its values are released, as KomMonitor stores them', async () => {
    expect(await codeOf({})).toBeUndefined();
    expect(await codeOf({ values: [null, null] })).toBeUndefined();
  });

  it('is let through where it writes no values, whatever the registry says', async () => {
    expect(await codeOf({ values: [], records: [] })).toBeUndefined();
  });

  it('is refused without a release of its own', async () => {
    expect(await codeOf({ records: [] })).toBe('release.refused');
    expect(await codeOf({ records: [record({ id: 'other' })] })).toBe('release.refused');
  });

  it('is refused where it holds a value that is not released, or a hidden one', async () => {
    expect(await codeOf({ values: [7.26, null] })).toBe('release.refused');
    const hidden = released({ series: released().series.map((one) => ({ ...one, rows: [[null, 0.1]] })) });
    expect(await codeOf({ values: [7.25, null], contents: { r: hidden } })).toBe('release.refused');
  });

  it('may send back what stood there before, and nothing else', async () => {
    expect(await codeOf({ values: [99, null], before: 99 })).toBeUndefined();
    expect(await codeOf({ values: [99, null], before: 98 })).toBe('release.refused');
    expect(await codeOf({ values: [7.25, 99], before: 99 })).toBe('release.refused');
  });

  it('is refused where its release is for another target', async () => {
    expect(await codeOf({ target: 'http://other' })).toBe('release.refused');
  });

  it('is stale where the rules have changed since, in the release or in the plan', async () => {
    const old = record({ policy: { ...POLICY, sha256: 'old' } });

    expect(await codeOf({ records: [old] })).toBe('plan.policy-changed');
    expect(await codeOf({ policy: 'old' })).toBe('plan.policy-changed');
  });

  it('is stale where something else of the same data has become readable since', async () => {
    const other = (readableSeq: number, index: ReleaseContent['index']) => ({
      records: [record(), record({ id: 'o', seq: 0, readableSeq })],
      contents: { r: released(), o: released({ index }) },
    });

    expect(await codeOf(other(2, { 'public sgb2.nef@2024-12-31': 'h' }))).toBe('plan.overtaken');
    expect(await codeOf(other(2, { 'intern 2*sgb2.nef|quartier|0101|2024-12-31': 'h' }))).toBe(
      'plan.overtaken',
    );
    expect(await codeOf(other(2, { 'public kita.plaetze[alter=80+]+sgb2.nef@2024-12-31': 'h' }))).toBe(
      'plan.overtaken',
    );
    expect(await codeOf(other(2, { 'public kita.plaetze@2024-12-31': 'h' }))).toBeUndefined();
    expect(await codeOf(other(0, { 'public sgb2.nef@2024-12-31': 'h' }))).toBeUndefined();
  });

  it('is not stale where it has been readable itself: it is taken up again', async () => {
    const records = [record({ readableSeq: 2 }), record({ id: 'o', seq: 3, readableSeq: 4 })];

    expect(await codeOf({ records, contents: { r: released(), o: released() } })).toBeUndefined();
  });
});

describe('a release', () => {
  it('counts as readable before the first write of values, and only then', async () => {
    const [writes, describes] = [worldOf({}), worldOf({ values: [] })];

    await markReadable(RUN, writes.plan, writes.ports);
    await markReadable(RUN, describes.plan, describes.ports);

    expect(writes.marked).toEqual(['r 2026-0001']);
    expect(describes.marked).toEqual([]);
  });
});
