/** The request bodies of the API, member by member, as the tables of the contract list them. */
import { INDICATOR_TYPES, UPDATE_INTERVALS } from '../core/indicator.ts';
import {
  body,
  day,
  decimal,
  flag,
  flagOrFalse,
  list,
  literal,
  record,
  text,
  textMap,
  type Decoded,
} from './decode.ts';

const metadata = record(
  {
    contact: text,
    datasource: text,
    description: text,
    updateInterval: literal(...UPDATE_INTERVALS),
    lastUpdate: day,
    sridEPSG: decimal,
    databasis: text,
    note: text,
    literature: text,
  },
  ['contact', 'datasource', 'description', 'updateInterval'],
);
export type SentMetadata = Decoded<typeof metadata>;

const period = record({ startDate: day, endDate: day }, ['startDate']);
export type SentPeriod = Decoded<typeof period>;

const guard = { permissions: list(text), ownerId: text, isPublic: flag };

const outline = {
  nextLowerHierarchyLevel: text,
  nextUpperHierarchyLevel: text,
  isOutlineLayer: flagOrFalse,
  outlineColor: text,
  outlineWidth: decimal,
  outlineDashArrayString: text,
};

export const unitPost = body(
  record(
    {
      spatialUnitLevel: text,
      geoJsonString: text,
      periodOfValidity: period,
      metadata,
      jsonSchema: text,
      ...guard,
      ...outline,
    },
    ['spatialUnitLevel', 'geoJsonString', 'periodOfValidity', 'metadata', 'permissions', 'isPublic'],
  ),
);
export const unitPatch = body(
  record({ datasetName: text, metadata, ...outline }, ['datasetName', 'metadata']),
);

export const featuresPut = body(
  record({ geoJsonString: text, periodOfValidity: period, isPartialUpdate: flag }, [
    'geoJsonString',
    'periodOfValidity',
  ]),
);
export type FeaturesPut = Decoded<typeof featuresPut>;

const classification = record(
  {
    colorBrewerSchemeName: text,
    numClasses: decimal,
    classificationMethod: literal('REGIONAL_DEFAULT', 'JENKS', 'EQUAL_INTERVAL', 'QUANTILE'),
    items: list(record({ spatialUnitId: text, breaks: list(decimal) })),
  },
  ['colorBrewerSchemeName'],
);
export type SentClassification = Decoded<typeof classification>;

const indicatorContent = {
  datasetName: text,
  characteristicValue: text,
  abbreviation: text,
  indicatorType: literal(...INDICATOR_TYPES),
  creationType: literal('INSERTION', 'COMPUTATION', 'AGGREGATION'),
  unit: text,
  topicReference: text,
  interpretation: text,
  processDescription: text,
  isHeadlineIndicator: flag,
  tags: list(text),
  metadata,
  defaultClassificationMapping: classification,
  displayOrder: decimal,
  precision: decimal,
  referenceDateNote: text,
  lowestSpatialUnitForComputation: text,
  refrencesToOtherIndicators: list(record({ indicatorId: text, referenceDescription: text })),
  refrencesToGeoresources: list(record({ georesourceId: text, referenceDescription: text })),
};
const indicatorRequired = [
  'datasetName',
  'characteristicValue',
  'creationType',
  'unit',
  'topicReference',
  'interpretation',
  'processDescription',
  'isHeadlineIndicator',
  'tags',
  'metadata',
  'defaultClassificationMapping',
] as const;

export const indicatorPost = body(
  record({ ...indicatorContent, ...guard }, [...indicatorRequired, 'isPublic', 'ownerId', 'permissions']),
);
export const indicatorPatch = body(
  record(
    {
      ...indicatorContent,
      regionalReferenceValues: list(
        record({
          referenceDate: day,
          regionalSum: decimal,
          regionalAverage: decimal,
          spatiallyUnassignable: decimal,
        }),
      ),
    },
    indicatorRequired,
  ),
);
export type IndicatorPost = Decoded<typeof indicatorPost>;
export type IndicatorPatch = Decoded<typeof indicatorPatch>;

const valueEntry = record({
  spatialReferenceKey: text,
  valueMapping: list(record({ timestamp: day, indicatorValue: decimal })),
});
export const indicatorPut = body(
  record({ applicableSpatialUnit: text, indicatorValues: list(valueEntry), ...guard }, [
    'applicableSpatialUnit',
    'indicatorValues',
    'permissions',
    'ownerId',
    'isPublic',
  ]),
);
export type IndicatorPut = Decoded<typeof indicatorPut>;
export type IndicatorValues = NonNullable<IndicatorPut['indicatorValues']>;

export const indicatorFilter = body(record({ topicIds: list(text), ids: list(text) }));
export const displayOrders = body(list(record({ indicatorId: text, displayOrder: decimal })));

export const permissionsPut = body(record({ permissions: list(text), isPublic: flag }, ['permissions']));
export const ownershipPut = body(record({ ownerId: text }, ['ownerId']));

const COLORS = [
  'white',
  'red',
  'orange',
  'beige',
  'green',
  'blue',
  'purple',
  'pink',
  'gray',
  'black',
] as const;
const resourceStyle = {
  isPOI: flagOrFalse,
  isLOI: flagOrFalse,
  isAOI: flagOrFalse,
  topicReference: text,
  poiMarkerStyle: literal('text', 'symbol'),
  poiMarkerText: text,
  poiMarkerColor: literal(...COLORS),
  poiSymbolColor: literal(...COLORS),
  poiSymbolBootstrap3Name: text,
  loiColor: text,
  loiWidth: decimal,
  loiDashArrayString: text,
  aoiColor: text,
};
export const georesourcePost = body(
  record(
    {
      datasetName: text,
      geoJsonString: text,
      periodOfValidity: period,
      metadata,
      jsonSchema: text,
      ...guard,
      ...resourceStyle,
    },
    ['datasetName', 'geoJsonString', 'periodOfValidity', 'metadata', 'isPublic'],
  ),
);
export const georesourcePatch = body(
  record({ datasetName: text, metadata, ...resourceStyle }, ['datasetName']),
);

export interface SentTopic {
  topicId: string | null;
  topicName: string | null;
  topicDescription: string | null;
  topicType: 'main' | 'sub' | null;
  topicResource: 'indicator' | 'georesource' | null;
  subTopics: (SentTopic | null)[] | null;
}
/** Recursive, so the sub topics are decoded through a function of their own. */
const topic = (raw: unknown): SentTopic | null =>
  record({
    topicId: text,
    topicName: text,
    topicDescription: text,
    topicType: literal('main', 'sub'),
    topicResource: literal('indicator', 'georesource'),
    subTopics: list(topic),
  })(raw);
export const topicInput = body(topic);

export const organizationalUnitInput = body(
  record({ name: text, mandant: flag, contact: text, description: text, parentId: text }, [
    'name',
    'mandant',
    'contact',
  ]),
);
export const roleDelegates = body(list(record({ organizationalUnitId: text, adminRoles: list(text) })));

/** A single record: column to text or null. */
export const recordPut = body(textMap);
