/**
 * Uploading and deleting an indicator's values: value table, link, and the date list of the indicator, in
 * the order and with the half-done states of the contract 2.2 to 2.4.
 */
import type { ReferenceDate } from '../core/reference-date.ts';
import type { IndicatorPut } from './bodies.ts';
import { needed, nullPointer, plainException, sqlFailure } from './failure.ts';
import { guardOf, today } from './inputs.ts';
import { newId, type SimulatorState, type StoredIndicator, type StoredLink } from './state.ts';
import { unitByName } from './units.ts';
import { allDates, createTable, dropColumn, freeTableNumber, readEntries, upsert } from './values.ts';

export interface Upload {
  readonly sent: IndicatorPut;
  readonly now: Date;
  readonly interruptAfter: number | undefined;
}

export function putValues(state: SimulatorState, indicator: StoredIndicator, upload: Upload): void {
  const link = indicator.links.find((candidate) => candidate.unitName === upload.sent.applicableSpatialUnit);
  if (link) mergeValues(state, { indicator, link }, upload);
  else firstValues(state, indicator, upload);
  indicator.metadata.lastUpdate = today(upload.now);
}

export function deleteLink(indicator: StoredIndicator, link: StoredLink): void {
  indicator.links = indicator.links.filter((other) => other !== link);
}

/** The date disappears from the indicator's one list although other units may still have it. */
export function deleteDate(indicator: StoredIndicator, link: StoredLink, date: ReferenceDate): void {
  dropColumn(link.values, date);
  indicator.dates = indicator.dates.filter((other) => other !== date);
}

/** Failures clean up, except for an unknown unit: that leaves the value table behind. */
function firstValues(state: SimulatorState, indicator: StoredIndicator, upload: Upload): void {
  const { sent, interruptAfter } = upload;
  const entries = readEntries(needed(sent.indicatorValues, 'indicatorValues'));
  const number = freeTableNumber(state);
  const values = createTable(number, entries);
  const unit = unitByName(state, sent.applicableSpatialUnit);
  if (!unit) {
    state.leakedTables.push(number);
    throw nullPointer('spatialUnit');
  }
  const guard = guardOf(state, sent);
  if (interruptAfter !== undefined) throw sqlFailure('The connection was interrupted.');
  indicator.links.push({ id: newId(state), unitId: unit.id, unitName: unit.name, ...guard, values });
  addDates(indicator, allDates(entries));
}

/** Values are stored even where the owner or a permission turns out to be wrong afterwards. */
function mergeValues(
  state: SimulatorState,
  { indicator, link }: { indicator: StoredIndicator; link: StoredLink },
  { sent, interruptAfter }: Upload,
): void {
  if (sent.indicatorValues === null || sent.indicatorValues.length === 0)
    throw plainException('submitted put body included null or empty list of indicatorValues');
  const entries = readEntries(sent.indicatorValues);
  upsert(link.values, entries, interruptAfter);
  Object.assign(link, guardOf(state, sent));
  addDates(indicator, entries[0]?.dates ?? []);
}

function addDates(indicator: StoredIndicator, dates: readonly ReferenceDate[]): void {
  indicator.dates = [...new Set([...indicator.dates, ...dates])].sort();
}
