/** A run that puts back what was published from here where somebody has changed it in KomMonitor. */
import { stopsRun } from '../core/finding.ts';
import { readActual, findIndicator, linkKey, type Actual } from '../sync/actual.ts';
import { driftScope, type DriftedCell } from '../sync/drift.ts';
import { indicatorKeyText, keyOf } from '../sync/operations.ts';
import type { Access } from '../sync/target.ts';
import type { LinkSnapshot, Snapshot } from '../sync/snapshot.ts';
import { basisOf, basisText } from './approval/basis.ts';
import { findDrift } from './drift.ts';
import { cellText, placeOf, withoutAccepted, type DriftPlace } from './drift-book.ts';
import type { RunRecord } from './ledger.ts';
import type { EnginePorts } from './ports.ts';
import { rollbackPlan } from './rollback-plan.ts';
import { finish, guarded, type RunReport } from './run-frame.ts';
import { storePlan } from './stored-plan.ts';

/** Readers of a link that is gone there: nothing is created anew, and the plan says so. */
const NOBODY: Access = { ownerId: '', permissions: [], isPublic: false };

/**
 * Compares once more and ends as a draft with a plan for what of `isMeant` still differs and nobody has accepted;
 * writes nothing. Former values that may not be published today stay empty, as in every rollback.
 */
export async function restoreRun(
  run: RunRecord,
  isMeant: (place: DriftPlace) => boolean,
  ports: EnginePorts,
): Promise<RunReport> {
  return guarded(run, ports, async () => {
    const { ledger } = ports;
    const session = await ports.session();
    const { target, cells } = await findDrift(undefined, ports);
    const meant = cells.map((cell) => ({ cell, place: placeOf(cell) }));
    const open = new Set(
      withoutAccepted(
        meant.map(({ place }) => place).filter((place) => place.job === run.job && isMeant(place)),
        await ledger.acceptedDrift(target),
      ).map(cellText),
    );
    const wanted = meant.filter(({ place }) => open.has(cellText(place))).map(({ cell }) => cell);
    const actual = await readActual(session.target, driftScope(wanted));
    const plan = await rollbackPlan(
      snapshotOf(wanted, actual),
      {
        job: run.job,
        run: run.id,
        geometry: 'leave',
        // Every other cell is sent back as it stands.
        isOurs: (indicator, unitName, { key: area, date }) =>
          open.has(cellText({ indicator: indicatorKeyText(indicator), unitName, area, date })),
      },
      { ports, session },
    );
    await storePlan(ledger, run.id, plan, basisText(basisOf(plan.job, [], ports)));
    if (stopsRun(plan.findings))
      return finish(run, { state: 'check_failed', plan }, { fresh: plan.findings }, ports);
    const state = plan.operations.length === 0 ? 'no_change' : 'draft';
    return finish(run, { state, plan }, { fresh: plan.findings }, ports);
  });
}

/** What stands there, with the published values in the cells that differ; of what is gone there, those cells alone. */
function snapshotOf(cells: readonly DriftedCell[], actual: Actual): Snapshot {
  const keys = new Map(cells.map(({ indicator }) => [indicatorKeyText(indicator), indicator]));
  return {
    format: 1,
    units: [],
    indicators: [...keys].map(([text, indicator]) => {
      const found = findIndicator(actual.indicators, indicator);
      const own = cells.filter((cell) => indicatorKeyText(cell.indicator) === text);
      return {
        key: keyOf(indicator),
        state: found
          ? {
              description: found.description,
              topicId: found.topicId,
              remainder: found.remainder,
              dates: found.dates,
            }
          : null,
        links: [...new Set(own.map(({ unitName }) => unitName))].map((unitName) =>
          linkOf(
            unitName,
            own.filter((cell) => cell.unitName === unitName),
            actual,
          ),
        ),
      };
    }),
  };
}

function linkOf(unitName: string, cells: readonly DriftedCell[], actual: Actual): LinkSnapshot {
  const [first] = cells;
  const now = first && actual.values.get(linkKey(first.indicator, unitName));
  const link =
    first &&
    findIndicator(actual.indicators, first.indicator)?.links.find((each) => each.unitName === unitName);
  const dates = [...new Set([...(now?.dates ?? []), ...cells.map(({ date }) => date)])].sort();
  const published = new Map(cells.map(({ area, date, value }) => [`${area} ${date}`, value]));
  const rows = [...new Set(cells.map(({ area }) => area))].map((key) => ({
    key,
    values: dates.map((date) => published.get(`${key} ${date}`) ?? null),
  }));
  const access = link?.access ?? NOBODY;
  return { unitName, state: { access, values: { dates, rows } } };
}
