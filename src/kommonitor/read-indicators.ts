/** Indicators as KomMonitor lists them: what describes them, and what this program must send back unchanged. */
import { z } from 'zod';
import { INDICATOR_TYPES } from '../core/indicator.ts';
import type { IndicatorLink, IndicatorRemainder, TargetIndicator } from '../sync/target.ts';
import { accessMembers, accessOf, dayShape, metadataShape, nullableText, textShape } from './shapes.ts';

/** Shown by the web client where nothing is stored. */
const DEFAULT_PRECISION = 2;
const DEFAULT_CLASSES = 5;
const DEFAULT_SCHEME = 'Blues';

const METHODS = ['REGIONAL_DEFAULT', 'JENKS', 'EQUAL_INTERVAL', 'QUANTILE'] as const;
const unknownList = z
  .array(z.unknown())
  .nullish()
  .transform((list) => list ?? []);

const classificationMembers = z.object({
  colorBrewerSchemeName: nullableText,
  numClasses: z.number().nullish(),
  classificationMethod: z.enum(METHODS).nullish(),
  items: unknownList,
});

const linkShape = z
  .object({ spatialUnitId: z.string(), spatialUnitName: z.string(), ...accessMembers })
  .transform((stored): IndicatorLink => {
    return { unitId: stored.spatialUnitId, unitName: stored.spatialUnitName, access: accessOf(stored) };
  });

const indicatorMembers = z.object({
  indicatorId: z.string(),
  indicatorName: z.string(),
  characteristicValue: nullableText,
  indicatorType: z
    .enum(INDICATOR_TYPES)
    .nullish()
    .transform((type) => type ?? null),
  abbreviation: textShape,
  unit: textShape,
  precision: z.number().nullish(),
  interpretation: textShape,
  processDescription: textShape,
  referenceDateNote: textShape,
  isHeadlineIndicator: z.boolean().nullish(),
  tags: z.array(z.string()).nullish(),
  topicReference: nullableText,
  displayOrder: z.number().nullish(),
  metadata: metadataShape,
  defaultClassificationMapping: classificationMembers
    .nullish()
    .transform((stored) => stored ?? classificationMembers.parse({})),
  applicableDates: z.array(dayShape).nullish(),
  applicableSpatialUnits: z.array(linkShape).nullish(),
  creationType: nullableText,
  regionalReferenceValues: unknownList,
  referencedIndicators: unknownList,
  referencedGeoresources: unknownList,
  lowestSpatialUnitForComputation: nullableText,
  ...accessMembers,
});

type Stored = z.output<typeof indicatorMembers>;

export const indicatorShape = indicatorMembers.transform(targetIndicator);
export const indicatorsShape = z.array(indicatorShape);

function targetIndicator(stored: Stored): TargetIndicator {
  return {
    id: stored.indicatorId,
    name: stored.indicatorName,
    characteristic: stored.characteristicValue,
    type: stored.indicatorType,
    description: descriptionOf(stored),
    topicId: stored.topicReference,
    remainder: remainderOf(stored),
    access: accessOf(stored),
    dates: [...(stored.applicableDates ?? [])].sort(),
    links: stored.applicableSpatialUnits ?? [],
  };
}

function descriptionOf(stored: Stored): TargetIndicator['description'] {
  const classes = stored.defaultClassificationMapping;
  return {
    name: stored.indicatorName,
    characteristic: stored.characteristicValue ?? '',
    // only a stand-in: `type` of the indicator itself says that nothing is stored
    type: stored.indicatorType ?? 'STATUS_ABSOLUTE',
    abbreviation: stored.abbreviation,
    unit: stored.unit,
    precision: stored.precision ?? DEFAULT_PRECISION,
    interpretation: stored.interpretation,
    processDescription: stored.processDescription,
    referenceDateNote: stored.referenceDateNote,
    headline: stored.isHeadlineIndicator ?? false,
    // stored as a set, in no order
    tags: [...(stored.tags ?? [])].sort(),
    displayOrder: stored.displayOrder ?? 0,
    classification: {
      scheme: classes.colorBrewerSchemeName ?? DEFAULT_SCHEME,
      classes: classes.numClasses ?? DEFAULT_CLASSES,
      method: classes.classificationMethod ?? 'EQUAL_INTERVAL',
    },
    metadata: stored.metadata.metadata,
  };
}

function remainderOf(stored: Stored): IndicatorRemainder {
  return {
    regionalReferenceValues: stored.regionalReferenceValues,
    referencedIndicators: stored.referencedIndicators,
    referencedGeoresources: stored.referencedGeoresources,
    lowestSpatialUnitForComputation: stored.lowestSpatialUnitForComputation,
    creationType: stored.creationType ?? 'INSERTION',
    classificationItems: stored.defaultClassificationMapping.items,
  };
}
