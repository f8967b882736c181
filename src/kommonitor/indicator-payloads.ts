/** Bodies of the requests that write indicators and their values: complete, and without unknown members. */
import type { IndicatorDescription } from '../core/indicator.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Access, IndicatorState, ValueUpload } from '../sync/target.ts';
import { checkKeys, checkName, checkRequiredName, notSendable } from './sendable.ts';
import { commonMetadata } from './unit-payloads.ts';

type Described = Omit<IndicatorDescription, 'topic'>;
const WGS84 = 4326;

export function indicatorPost(
  description: Described,
  topicId: string,
  access: Access,
  lastUpdate: ReferenceDate,
): unknown {
  return {
    ...indicatorMembers(description, topicId, lastUpdate),
    creationType: 'INSERTION',
    permissions: access.permissions,
    ownerId: access.ownerId,
    isPublic: access.isPublic,
    refrencesToOtherIndicators: [],
    refrencesToGeoresources: [],
    defaultClassificationMapping: classification(description, []),
  };
}

/** PATCH replaces: what this program does not set comes back from `remainder`. */
export function indicatorPatch(state: IndicatorState, lastUpdate: ReferenceDate): unknown {
  const { description, topicId, remainder } = state;
  return {
    ...indicatorMembers(description, topicId, lastUpdate),
    creationType: remainder.creationType,
    lowestSpatialUnitForComputation: remainder.lowestSpatialUnitForComputation,
    regionalReferenceValues: remainder.regionalReferenceValues.map((value) =>
      picked(value, ['referenceDate', 'regionalSum', 'regionalAverage', 'spatiallyUnassignable']),
    ),
    refrencesToOtherIndicators: references(
      remainder.referencedIndicators,
      ['referencedIndicatorId', 'referencedIndicatorDescription'],
      'indicatorId',
    ),
    refrencesToGeoresources: references(
      remainder.referencedGeoresources,
      ['referencedGeoresourceId', 'referencedGeoresourceDescription'],
      'georesourceId',
    ),
    defaultClassificationMapping: classification(
      description,
      remainder.classificationItems.map((item) => picked(item, ['spatialUnitId', 'breaks'])),
    ),
  };
}

/**
 * A rectangle: every row carries every date, because the server takes the list of dates from the first row
 * alone (contract, 2.3).
 */
export function valuesPut(upload: ValueUpload): unknown {
  const { unitName, access, dates, rows } = upload;
  if (dates.length === 0 || rows.length === 0)
    throw notSendable('Es gibt keine Werte zu senden.', 'Prüfen Sie, ob die Lieferung zum Indikator passt.');
  if (dates.some((date, index) => index > 0 && date <= (dates[index - 1] ?? '')))
    throw broken('Die Stichtage sind nicht aufsteigend.');
  checkKeys(rows.map((row) => row.key));
  return {
    applicableSpatialUnit: unitName,
    permissions: access.permissions,
    ownerId: access.ownerId,
    isPublic: access.isPublic,
    indicatorValues: rows.map(({ key, values }) => {
      if (values.length !== dates.length) throw broken('Die Werte bilden kein Rechteck.');
      return {
        spatialReferenceKey: key,
        valueMapping: dates.map((timestamp, index) => ({
          timestamp,
          indicatorValue: storable(values[index] ?? null),
        })),
      };
    }),
  };
}

function indicatorMembers(description: Described, topicId: string, lastUpdate: ReferenceDate): object {
  checkTexts(description);
  return {
    datasetName: description.name,
    characteristicValue: description.characteristic,
    indicatorType: description.type,
    abbreviation: description.abbreviation,
    unit: description.unit,
    precision: description.precision,
    interpretation: description.interpretation,
    processDescription: description.processDescription,
    referenceDateNote: description.referenceDateNote,
    isHeadlineIndicator: description.headline,
    tags: description.tags,
    topicReference: topicId,
    displayOrder: description.displayOrder,
    metadata: commonMetadata(description.metadata, lastUpdate, WGS84),
  };
}

function checkTexts(description: Described): void {
  checkRequiredName(description.name, 'Der Name des Indikators');
  checkName(description.characteristic, 'Die Ausprägung des Indikators');
  checkName(description.abbreviation, 'Die Abkürzung des Indikators');
  checkName(description.unit, 'Die Einheit des Indikators');
  for (const tag of description.tags) checkName(tag, 'Ein Schlagwort des Indikators');
  checkLength(description.interpretation, 'Die Deutung des Indikators');
  checkLength(description.referenceDateNote, 'Der Hinweis zum Stichtag');
}

/** Running text may have line breaks and signs; only its length is limited. */
function checkLength(text: string, what: string): void {
  checkName(text.replace(/[<\p{Cc}]/gu, ' '), what);
}

function classification(description: Described, items: readonly unknown[]): unknown {
  return {
    colorBrewerSchemeName: description.classification.scheme,
    numClasses: description.classification.classes,
    classificationMethod: description.classification.method,
    items,
  };
}

/** NaN would stop the server in the middle of its work; beyond float32 it would store Infinity. */
function storable(value: number | null): number | null {
  if (value === null) return null;
  if (!Number.isFinite(value) || !Number.isFinite(Math.fround(value)))
    throw broken('Ein Wert ist keine Zahl, die KomMonitor speichern kann.');
  return value;
}

function broken(message: string): Error {
  return notSendable(
    message,
    'Das ist ein Fehler im Programm. Bitte melden Sie ihn mit der Nummer des Laufs.',
  );
}

/**
 * References under the names of requests, which differ from those of answers. One without an id is left
 * out: PATCH removes no reference, so it stays in KomMonitor.
 */
function references(read: readonly unknown[], names: readonly [string, string], idName: string): unknown[] {
  return read
    .map((reference) => ({
      [idName]: member(reference, names[0]),
      referenceDescription: member(reference, names[1]),
    }))
    .filter((reference) => typeof reference[idName] === 'string');
}

/** Only the members the server knows; any other would be refused with 400. */
function picked(value: unknown, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, member(value, name)]));
}

function member(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object'
    ? ((value as Record<string, unknown>)[name] ?? null)
    : null;
}
