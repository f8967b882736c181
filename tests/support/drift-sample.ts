/** A second state of the sample's other indicator, and places of it that somebody has changed in KomMonitor by hand. */
import { areaKey, levelId } from '../../src/core/area.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import type { DriftPlace } from '../../src/engine/drift-book.ts';
import { indicatorKeyText } from '../../src/sync/operations.ts';
import type { ConsoleWorld } from './console-world.ts';
import { PREVIEW_PLAN } from './preview-sample.ts';
import { SMALL_JOB } from './small-site.ts';

const LINK = { indicatorId: 'klein-frauen', level: 'klein-quartier' };
const KEY = { name: 'Kleiner Frauenanteil', characteristic: null, type: 'STATUS_RELATIVE' } as const;

/** After `publishSample`. */
export async function driftSample(world: ConsoleWorld): Promise<void> {
  const { app } = world;
  const { ledger } = app;
  const target = app.targetAddress();
  const operations = PREVIEW_PLAN.operations.flatMap((each) =>
    each.kind === 'put-values' ? [{ ...each, ...LINK, indicator: KEY }] : [],
  );
  const run = await world.planned('published', { ...PREVIEW_PLAN, operations });
  await ledger.putFacts(
    ['01', '02', '03'].map((area) => ({
      run,
      target,
      indicator: LINK.indicatorId,
      level: levelId(LINK.level),
      area: areaKey(area),
      date: referenceDate('2025-12-31'),
      value: area === '03' ? null : 48.5,
      state: area === '03' ? ('suppressed' as const) : ('ok' as const),
      inputs: [],
    })),
  );
  const place = (area: string, more: Pick<DriftPlace, 'ours' | 'found'>): DriftPlace => ({
    job: SMALL_JOB,
    run,
    indicator: indicatorKeyText(KEY),
    unitName: 'Kleine Quartiere',
    area,
    date: '2025-12-31',
    ...more,
  });
  const accepted = [place('01', { ours: 'value', found: 'value' })];
  const open = [
    place('02', { ours: 'value', found: 'value' }),
    place('04', { ours: 'value', found: 'absent' }),
    place('03', { ours: 'empty', found: 'value' }),
  ];
  await ledger.putDrift({
    target,
    compared: 96,
    underWay: 0,
    places: [...accepted, ...open],
    overtaken: [],
  });
  const reason = 'Das Fachamt hat die Zahl berichtigt; die Lieferung folgt.';
  await ledger.acceptDrift(accepted, { target, job: SMALL_JOB, by: 'person:0123456789abcdef', reason });
}
