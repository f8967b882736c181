/** Contents of releases as disclosure control would hand them to the registry. */
import { areaKey, levelId } from '../../src/core/area.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import type { ReleaseContent } from '../../src/engine/release-registry.ts';

export const RELEASE_TARGET = 'http://127.0.0.1:8085/management';

export function releaseContent(value: number, target = RELEASE_TARGET): ReleaseContent {
  return {
    job: 'demo',
    target,
    policy: { id: 'nrw', version: 1, sha256: 'a'.repeat(64) },
    series: [
      {
        circle: 'public',
        indicator: 'sgb2-quote',
        level: levelId('quartier'),
        dates: [referenceDate('2023-12-31'), referenceDate('2024-12-31')],
        areas: [areaKey('0101'), areaKey('0102')],
        rows: [
          [value, 0.1],
          [null, 12.5],
        ],
      },
    ],
    tables: [
      {
        circle: 'public',
        table: 'sgb2.elb@2024-12-31',
        hash: 'b'.repeat(64),
        open: { 'sgb2.elb/quartier/0101': value },
        hidden: ['sgb2.elb/quartier/0102 – Süd 𝔸'],
      },
    ],
    index: { 'public sgb2.elb@2024-12-31': 'b'.repeat(64) },
    protocol: {
      tables: 1,
      reused: 0,
      figures: 2,
      primary: 1,
      secondary: 0,
      cost: 3.5,
      bound: null,
      ways: { optimal: 1 },
      programs: 4,
      solver: 'highs 1.0',
      durationMs: 12,
    },
  };
}
