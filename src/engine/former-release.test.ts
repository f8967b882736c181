import { describe, expect, it } from 'vitest';
import { RELEASE_TARGET, releaseContent } from '../../tests/support/release-samples.ts';
import { shippedPolicy } from '../../tests/support/shipped-policy.ts';
import { areaKey, levelId } from '../core/area.ts';
import { cell } from '../core/cell.ts';
import { innerId } from '../core/circle.ts';
import { referenceDate } from '../core/reference-date.ts';
import { indicatorKeyText, keyOf } from '../sync/operations.ts';
import { formerRelease } from './former-release.ts';
import { innerDescription } from './inner-description.ts';
import type { EnginePorts } from './ports.ts';
import type { ReleaseContent } from './release-registry.ts';

const { id, version, sha256 } = shippedPolicy;
const DESCRIPTION = { name: 'Quote', characteristic: 'gesamt', type: 'STATUS_RELATIVE' } as never;
const [DAY, LATER] = [referenceDate('2023-12-31'), referenceDate('2024-12-31')];
const key = indicatorKeyText(keyOf(DESCRIPTION));

/** What is shown again of the first quarter on both days. */
async function shownAgain(
  contents: Readonly<Record<string, ReleaseContent>>,
  how: { readonly own?: string; readonly readable?: readonly string[]; readonly indicator?: string } = {},
) {
  const { own, readable = Object.keys(contents), indicator = key } = how;
  const put: ReleaseContent[] = [];
  const ports = {
    catalogue: {
      indicators: new Map([['sgb2-quote', { id: 'sgb2-quote', description: DESCRIPTION }]]),
      levels: new Map([['quartier', { id: 'quartier', name: 'Quartiere' }]]),
    },
    ledger: {
      releases: () =>
        Promise.resolve(
          Object.keys(contents).map((one) => ({
            id: one,
            readableSince: readable.includes(one) ? 'x' : null,
          })),
        ),
      releaseContent: (one: string) => Promise.resolve(contents[one]),
      putRelease: (content: ReleaseContent) => Promise.resolve({ id: `${put.push(content)}` }),
    },
  } as unknown as EnginePorts;
  const areas = [areaKey('0101')];
  const { release, record } = await formerRelease(
    {
      target: RELEASE_TARGET,
      job: 'j',
      run: 'r',
      policy: shippedPolicy,
      own,
      wanted: [
        {
          indicator,
          level: levelId('Quartiere'),
          dates: [DAY, LATER],
          areas,
          values: [DAY, LATER].map((date, at) => ({
            area: areas[0]!,
            date,
            cell: cell([7.25, Math.fround(0.1)][at]!),
          })),
          inputs: [],
        },
      ],
    },
    ports,
  );
  return { values: release.series[0]?.values.map((one) => one.cell.value), record, put };
}
const content = (own: Partial<ReleaseContent> = {}): ReleaseContent => ({
  ...releaseContent(7.25),
  policy: { id, version, sha256 },
  ...own,
});
const BOTH = [7.25, Math.fround(0.1)];

describe('the release of a rollback', () => {
  it('shows again what was released under the rules of today, by its names in the target', async () => {
    const { values, record, put } = await shownAgain({ a: content() });

    expect(values).toEqual(BOTH);
    expect(record).toBe('1');
    expect(put[0]?.series[0]).toMatchObject({ circle: 'former', indicator: key, rows: [BOTH] });
    expect(put[0]?.series[0]?.of).toEqual({ indicator: 'sgb2-quote', level: 'quartier' });
    expect(put[0]).toMatchObject({ tables: [], index: {} });
  });

  it('hides what was released under other rules, with another value, or never became readable', async () => {
    const otherRules = content({ policy: { id, version, sha256: 'old' } });
    const otherValue = { ...releaseContent(7.5), policy: content().policy };

    expect((await shownAgain({ a: otherRules })).values).toEqual([null, null]);
    expect((await shownAgain({ a: otherValue })).values).toEqual([null, BOTH[1]]);
    expect((await shownAgain({ a: content() }, { readable: [] })).values).toEqual([null, null]);
  });

  it('counts the release of the run that is taken back, readable or not', async () => {
    expect((await shownAgain({ a: content() }, { readable: [], own: 'a' })).values).toEqual(BOTH);
  });

  it('knows what another rollback has released', async () => {
    const { put } = await shownAgain({ a: content() });

    expect((await shownAgain({ b: put[0]! })).values).toEqual(BOTH);
  });

  it('does not take the inner indicator for the public one', async () => {
    const inner = content({
      series: content().series.map((one) => ({ ...one, indicator: innerId('sgb2-quote') })),
    });
    const innerKey = indicatorKeyText(keyOf(innerDescription(DESCRIPTION)));

    expect((await shownAgain({ a: inner })).values).toEqual([null, null]);
    expect((await shownAgain({ a: inner }, { indicator: innerKey })).values).toEqual(BOTH);
  });
});
