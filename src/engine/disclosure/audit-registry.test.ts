import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RELEASE_TARGET, releaseContent } from '../../../tests/support/release-samples.ts';
import { shippedPolicy } from '../../../tests/support/shipped-policy.ts';
import { temporaryLedger, type TemporaryLedger } from '../../../tests/support/temporary-ledger.ts';
import { areaKey, levelId, type Ring } from '../../core/area.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { EnginePorts } from '../ports.ts';
import type { ReleasedTable } from '../release-registry.ts';
import { auditRegistry } from './audit-registry.ts';

const DAY = '2024-12-31';
const TABLE = 'sgb2.elb@2024-12-31';
const id = (area: string, level = 'quartier') => `sgb2.elb|${level}|${area}|${DAY}`;

let temporary: TemporaryLedger;
let run: string;
beforeEach(async () => {
  temporary = await temporaryLedger();
  run = (await temporary.ledger.startRun({ job: 'demo', kind: 'sync' })).id;
});
afterEach(() => temporary.remove());

type Decided = Pick<ReleasedTable, 'circle' | 'open' | 'hidden'>;

/** Released, and readable from now on. */
async function released(number: number, ...tables: readonly Decided[]): Promise<string> {
  const hashed = tables.map((table) => ({ ...table, table: TABLE, hash: String(number).repeat(64) }));
  const content = {
    ...releaseContent(number),
    policy: { id: shippedPolicy.id, version: 1, sha256: 'a'.repeat(64) },
    tables: hashed,
    index: Object.fromEntries(hashed.map(({ circle, hash }) => [`${circle} ${TABLE}`, hash])),
  };
  const record = await temporary.ledger.putRelease(content, run);
  await temporary.ledger.markReadable(record.id, run);
  return record.id;
}

function audit(release?: string) {
  const ports = {
    ledger: temporary.ledger,
    catalogue: {
      policies: new Map([[shippedPolicy.id, shippedPolicy]]),
      indicators: new Map(),
      levels: new Map([['quartier', { id: levelId('quartier'), parent: levelId('kreis') }]]),
    },
    events: { stage: () => undefined },
  } as unknown as EnginePorts;
  return auditRegistry({ target: RELEASE_TARGET, release }, ports);
}

async function codes(): Promise<string[]> {
  return (await audit()).findings.map(({ code }) => code);
}

describe('the audit of the registry', () => {
  it('is passed by a release whose public part is within the inner one', async () => {
    await released(
      1,
      { circle: 'intern', open: { [id('0101')]: 31, [id('0102')]: 7 }, hidden: [] },
      { circle: 'public', open: { [id('0101')]: 31 }, hidden: [id('0102')] },
    );

    const { state, findings, releases, circles } = await audit();

    expect({ state, findings, circles }).toEqual({
      state: 'sound',
      findings: [],
      circles: { intern: 2, public: 1 },
    });
    expect(releases[0]?.protocol).toMatchObject({ primary: 1, cost: 3.5, solver: 'highs 1.0' });
  });

  it('tells what the public reads and the inner circle does not, or with another value', async () => {
    await released(
      1,
      { circle: 'intern', open: { [id('0101')]: 31 }, hidden: [id('0102')] },
      { circle: 'public', open: { [id('0101')]: 30, [id('0102')]: 7 }, hidden: [] },
    );

    expect((await codes()).filter((code) => code === 'disclosure.audit-beyond')).toHaveLength(2);
    expect((await audit()).state).toBe('unsound');
  });

  it('tells a correction by too little, and what is hidden although it was open', async () => {
    await released(1, { circle: 'public', open: { [id('0101')]: 31, [id('0102')]: 40 }, hidden: [] });
    await released(2, { circle: 'public', open: { [id('0101')]: 32 }, hidden: [id('0102')] });

    expect(await codes()).toEqual([
      'disclosure.audit-close',
      'disclosure.audit-close',
      'disclosure.audit-was-open',
    ]);
  });

  it('tells a hidden figure that follows from the sum of its areas, over two releases', async () => {
    await temporary.ledger.putLevel(quarters('0101', '0102', '0103'), run);
    await released(1, {
      circle: 'public',
      open: { [id('01', 'kreis')]: 33 },
      hidden: [id('0102'), id('0103')],
    });
    const before = await codes();
    await released(2, {
      circle: 'public',
      open: { [id('0101')]: 20, [id('0103')]: 11 },
      hidden: [id('0102')],
    });

    expect(before).not.toContain('disclosure.audit-derivable');
    expect(await codes()).toContain('disclosure.audit-derivable');
    expect((await audit()).derivable.figures).toBeGreaterThan(0);
  });

  it('judges one release with what came before it, and not with what came later', async () => {
    const first = await released(1, { circle: 'public', open: { [id('0101')]: 31 }, hidden: [] });
    await released(2, { circle: 'public', open: { [id('0101')]: 32 }, hidden: [] });

    expect(await audit(first.slice(0, 12))).toMatchObject({
      state: 'sound',
      releases: [{ record: { id: first } }],
    });
    await expect(audit('0'.repeat(12))).rejects.toMatchObject({ code: 'registry.unknown', exitCode: 64 });
  });
});

function quarters(...keys: string[]) {
  const ring: Ring = [
    [7, 50],
    [7.1, 50],
    [7.1, 50.1],
    [7, 50],
  ];
  return {
    id: 'v',
    level: levelId('quartier'),
    editions: [
      {
        validFrom: referenceDate('2010-01-01'),
        areas: keys.map((key) => ({
          key: areaKey(key),
          name: key,
          parent: areaKey('01'),
          geometry: { type: 'MultiPolygon' as const, coordinates: [[ring]] },
        })),
      },
    ],
    sources: [],
  };
}
