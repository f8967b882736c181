/** Publications of the small site's indicators as the ledger keeps them, for pages that show what stands in KomMonitor. */
import { areaKey, levelId } from '../../src/core/area.ts';
import type { CellState } from '../../src/core/cell.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import type { PublishedFact } from '../../src/engine/ledger.ts';
import type { ConsoleWorld } from './console-world.ts';
import { PREVIEW_PLAN } from './preview-sample.ts';
import { SMALL_JOB } from './small-site.ts';

const AREAS = Array.from({ length: 24 }, (_, index) => areaKey(String(index + 1).padStart(2, '0')));

/** Two publications of one indicator, the second with hidden values, which can be taken back; answers its run. */
export async function publishSample(world: ConsoleWorld): Promise<string> {
  const { app } = world;
  const { ledger } = app;
  const facts = (run: string, indicator: string, day: string): PublishedFact[] =>
    AREAS.map((area, index) => {
      const isHidden = day === '2025-12-31' && index % 7 === 3;
      const state: CellState = isHidden ? 'suppressed' : 'ok';
      return {
        run,
        target: app.targetAddress(),
        indicator,
        level: levelId('klein-quartier'),
        area,
        date: referenceDate(day),
        value: isHidden ? null : 100 + index,
        state,
        inputs: [],
      };
    });
  const first = await ledger.startRun({ job: SMALL_JOB, kind: 'sync' });
  await ledger.putFacts(
    ['klein-bev', 'klein-frauen'].flatMap((indicator) => facts(first.id, indicator, '2024-12-31')),
  );
  await ledger.updateRun(first.id, { state: 'published', finished: true });
  const brought = { by: 'local:anna', remark: 'Berichtigte Lieferung des Jobcenters.' };
  const second = await ledger.startRun({ job: SMALL_JOB, kind: 'sync', brought });
  await ledger.putFacts(facts(second.id, 'klein-bev', '2025-12-31'));
  await ledger.updateRun(second.id, { state: 'published_with_notes', finished: true });
  const run = await world.planned('published', PREVIEW_PLAN);
  await ledger.putFacts(facts(run, 'klein-bev', '2023-12-31'));
  await ledger.putSnapshot(run, '{}');
  await ledger.openOperations(run, PREVIEW_PLAN.operations.length);
  return run;
}
