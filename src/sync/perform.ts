/** One operation, one request: resolves names to ids and calls the target. Decides nothing and repeats nothing. */
import type { ReferenceDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import type { Lookout } from './observe.ts';
import type { IndicatorKey, Operation } from './operations.ts';
import type { Target, TargetIndicator, TargetUnit } from './target.ts';

/** Answers the id of what was created, else null. `asOf` becomes `lastUpdate` where the target wants one. */
export async function perform(
  operation: Operation,
  target: Target,
  lookout: Lookout,
  asOf: ReferenceDate,
): Promise<string | null> {
  const unitId = async (name: string) => (await needUnit(lookout, name)).id;
  const indicatorId = async (key: IndicatorKey) => (await needIndicator(lookout, key)).id;

  switch (operation.kind) {
    case 'create-unit':
      return target.createUnit(operation.unit, operation.access, operation.upload, asOf);
    case 'update-features':
      await target.updateFeatures(await unitId(operation.unitName), operation.upload);
      return null;
    case 'clear-features':
      await target.clearFeatures(await unitId(operation.unitName));
      return null;
    case 'describe-unit':
      await target.describeUnit(await unitId(operation.before.name), operation.after, asOf);
      return null;
    case 'create-indicator':
      return target.createIndicator(operation.description, operation.topicId, operation.access, asOf);
    case 'describe-indicator': {
      const { description, topicId } = operation.after;
      const id = await indicatorId(operation.indicator);
      await target.describeIndicator(id, { description, topicId, remainder: operation.remainder }, asOf);
      return null;
    }
    case 'put-values': {
      const { unitName, access, dates, rows } = operation;
      await target.putValues(await indicatorId(operation.indicator), {
        unitName,
        access,
        dates,
        rows: rows.map(({ key, values }) => ({ key, values })),
      });
      return null;
    }
    case 'delete-unit':
      await target.deleteUnit(await unitId(operation.unitName));
      return null;
    case 'delete-indicator':
      await target.deleteIndicator(await indicatorId(operation.indicator));
      return null;
    case 'delete-link':
      await target.deleteLink(await indicatorId(operation.indicator), await unitId(operation.unitName));
      return null;
    case 'delete-date': {
      const id = await indicatorId(operation.indicator);
      await target.deleteDate(id, await unitId(operation.unitName), operation.date);
      return null;
    }
  }
}

async function needUnit(lookout: Lookout, name: string): Promise<TargetUnit> {
  const unit = await lookout.unit(name);
  if (unit) return unit;
  throw vanished(`Raumebene „${name}“`);
}

async function needIndicator(lookout: Lookout, key: IndicatorKey): Promise<TargetIndicator> {
  const indicator = await lookout.indicator(key);
  if (indicator) return indicator;
  throw vanished(`Indikator „${key.name}“`);
}

function vanished(what: string): SyncError {
  return new SyncError({
    code: 'target.vanished',
    kind: 'stale',
    message: `${what} steht nicht mehr in KomMonitor oder ist für dieses Konto nicht sichtbar.`,
    hint: 'Prüfen Sie in KomMonitor, wer die Daten entfernt oder die Rechte geändert hat, und planen Sie neu.',
  });
}
