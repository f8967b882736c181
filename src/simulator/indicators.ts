/** Indicators: creation, replacement of metadata, references (contract 1.5, 2.9, 3.1, 3.3, 3.4). */
import type { IndicatorPatch, IndicatorPost, SentClassification } from './bodies.ts';
import { fitting, needed, notFound, notUnique, plainException } from './failure.ts';
import { guardOf, metadataOf } from './inputs.ts';
import {
  newId,
  type IndicatorContent,
  type SimulatorState,
  type StoredClassification,
  type StoredIndicator,
  type StoredReference,
} from './state.ts';
import { mandantName } from './units.ts';

/** Metadata only: no value table, no link. */
export function createIndicator(state: SimulatorState, sent: IndicatorPost): StoredIndicator {
  refuseDuplicate(state, sent);
  const created: StoredIndicator = {
    id: '',
    ...contentOf(sent),
    ...guardOf(state, sent),
    displayOrder: Math.trunc(sent.displayOrder ?? 0),
    classification: classificationOf(
      needed(sent.defaultClassificationMapping, 'defaultClassificationMapping'),
    ),
    regionalReferenceValues: [],
    ...referencesOf(state, sent),
    dates: [],
    links: [],
  };
  created.id = newId(state);
  state.indicators.push(created);
  return created;
}

/**
 * Not a merge: what is omitted becomes null or empty. Kept are only the classification, the display order
 * and references, which can be added and changed but never removed.
 */
export function patchIndicator(
  state: SimulatorState,
  indicator: StoredIndicator,
  sent: IndicatorPatch,
): void {
  const content = contentOf(sent);
  needed(sent.indicatorType, 'indicatorType');
  const classification = sent.defaultClassificationMapping;
  const references = referencesOf(state, sent);
  const regional = needed(sent.regionalReferenceValues, 'regionalReferenceValues');
  Object.assign(indicator, content, {
    displayOrder: sent.displayOrder === null ? indicator.displayOrder : Math.trunc(sent.displayOrder),
    classification: classification ? classificationOf(classification) : indicator.classification,
    regionalReferenceValues: regional.map((value) => needed(value, 'regionalReferenceValue')),
    indicatorReferences: merged(indicator.indicatorReferences, references.indicatorReferences),
    georesourceReferences: merged(indicator.georesourceReferences, references.georesourceReferences),
  });
}

export function deleteIndicator(state: SimulatorState, indicator: StoredIndicator): void {
  state.indicators = state.indicators.filter((other) => other !== indicator);
  for (const other of state.indicators)
    other.indicatorReferences = other.indicatorReferences.filter(({ id }) => id !== indicator.id);
}

function contentOf(sent: Omit<IndicatorPatch, 'regionalReferenceValues'>): IndicatorContent {
  return {
    name: fitting(needed(sent.datasetName, 'datasetName'), 'datasetName'),
    characteristicValue: fitting(sent.characteristicValue, 'characteristicValue'),
    abbreviation: fitting(sent.abbreviation, 'abbreviation'),
    indicatorType: sent.indicatorType,
    creationType: needed(sent.creationType, 'creationType'),
    unit: fitting(sent.unit, 'unit'),
    topicReference: sent.topicReference,
    interpretation: fitting(sent.interpretation, 'interpretation'),
    processDescription: sent.processDescription,
    isHeadlineIndicator: needed(sent.isHeadlineIndicator, 'isHeadlineIndicator'),
    tags: tagsOf(sent.tags),
    precision: sent.precision === null ? null : Math.trunc(sent.precision),
    referenceDateNote: fitting(sent.referenceDateNote, 'referenceDateNote'),
    lowestSpatialUnitForComputation: sent.lowestSpatialUnitForComputation,
    metadata: { ...metadataOf(sent.metadata), sridEPSG: null },
  };
}

/** Kept as a set: repeated tags are lost. */
function tagsOf(sent: (string | null)[] | null): string[] {
  const tags = needed(sent, 'tags').filter((tag) => tag !== null);
  return [...new Set(tags.map((tag) => fitting(tag, 'tag')))];
}

/** Breaks are float32. */
function classificationOf(sent: NonNullable<SentClassification>): StoredClassification {
  return {
    colorBrewerSchemeName: sent.colorBrewerSchemeName,
    numClasses: sent.numClasses ?? 5,
    classificationMethod: sent.classificationMethod,
    items: needed(sent.items, 'items').map((item) => ({
      spatialUnitId: needed(item, 'item').spatialUnitId,
      breaks: (item?.breaks ?? []).map((border) => Math.fround(needed(border, 'break'))),
    })),
  };
}

type SentReferences = Pick<IndicatorPatch, 'refrencesToOtherIndicators' | 'refrencesToGeoresources'>;

function referencesOf(state: SimulatorState, sent: SentReferences) {
  const indicators = needed(sent.refrencesToOtherIndicators, 'refrencesToOtherIndicators');
  const georesources = needed(sent.refrencesToGeoresources, 'refrencesToGeoresources');
  return {
    indicatorReferences: indicators.map((reference) =>
      known(state.indicators, reference?.indicatorId, reference?.referenceDescription),
    ),
    georesourceReferences: georesources.map((reference) =>
      known(state.georesources, reference?.georesourceId, reference?.referenceDescription),
    ),
  };
}

function known(
  datasets: readonly { readonly id: string }[],
  id: string | null | undefined,
  description: string | null | undefined,
): StoredReference {
  const dataset = datasets.find((candidate) => candidate.id === id);
  if (!dataset) throw notFound(`referenced dataset ${id ?? 'null'}`);
  return { id: dataset.id, description: description ?? null };
}

function merged(old: readonly StoredReference[], sent: readonly StoredReference[]): StoredReference[] {
  return [...new Map([...old, ...sent].map((reference) => [reference.id, reference])).values()];
}

function refuseDuplicate(state: SimulatorState, sent: IndicatorPost): void {
  const twins = state.indicators.filter(
    (indicator) =>
      indicator.name === sent.datasetName &&
      indicator.characteristicValue === sent.characteristicValue &&
      indicator.indicatorType === sent.indicatorType,
  );
  const [twin] = twins;
  if (!twin) return;
  const namesakes = state.indicators.filter((indicator) => indicator.name === twin.name);
  if (namesakes.length > 1) throw notUnique(`${namesakes.length} results for one name`);
  const mandant = mandantName(state, twin.ownerId);
  throw plainException(`Einen Indikator "${twin.name}" gibt es beim Mandanten "${mandant}" schon.`);
}
