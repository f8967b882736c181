import { describe, expect, it } from 'vitest';
import { indicatorPatch } from './indicator-payloads.ts';
import { referenceDate } from '../core/reference-date.ts';
import { indicatorsShape } from './read-indicators.ts';

const STORED = {
  indicatorId: 'i-1',
  indicatorName: 'Einwohner gesamt',
  characteristicValue: 'gesamt',
  indicatorType: 'STATUS_ABSOLUTE',
  creationType: 'INSERTION',
  abbreviation: 'EW',
  unit: 'Einwohner',
  precision: 0,
  interpretation: 'Zahl der Personen',
  processDescription: 'Melderegister\nohne Zweitwohnsitz',
  referenceDateNote: null,
  isHeadlineIndicator: true,
  tags: ['b', 'a'],
  topicReference: 't-1',
  displayOrder: 3,
  metadata: {
    contact: 'statistik@example.org',
    datasource: 'Melderegister',
    description: 'Hauptwohnsitz',
    updateInterval: 'YEARLY',
    databasis: null,
    note: null,
    literature: null,
    lastUpdate: '2026-01-10',
    sridEPSG: null,
  },
  defaultClassificationMapping: {
    colorBrewerSchemeName: 'Blues',
    numClasses: 5,
    classificationMethod: 'REGIONAL_DEFAULT',
    items: [{ spatialUnitId: 's-1', breaks: [1, 2] }],
  },
  regionalReferenceValues: [
    { referenceDate: '2024-12-31', regionalSum: 6995, regionalAverage: null, spatiallyUnassignable: null },
  ],
  applicableDates: ['2024-12-31', '2023-12-31'],
  applicableSpatialUnits: [
    {
      spatialUnitId: 's-1',
      spatialUnitName: 'Quartiere',
      permissions: ['p-1'],
      ownerId: 'o-1',
      isPublic: true,
    },
  ],
  referencedIndicators: [
    {
      referencedIndicatorId: 'i-2',
      referencedIndicatorName: 'Haushalte',
      referencedIndicatorDescription: 'Nenner',
    },
    { other: 'shape' },
  ],
  referencedGeoresources: null,
  lowestSpatialUnitForComputation: null,
  permissions: ['p-2', 'p-1'],
  ownerId: 'o-1',
  isPublic: true,
  userPermissions: ['creator'],
};

describe('indicatorsShape', () => {
  it('turns what the server lists into our words', () => {
    const [indicator] = indicatorsShape.parse([STORED]);

    expect(indicator).toMatchObject({
      id: 'i-1',
      name: 'Einwohner gesamt',
      characteristic: 'gesamt',
      type: 'STATUS_ABSOLUTE',
      topicId: 't-1',
      dates: ['2023-12-31', '2024-12-31'],
      links: [
        {
          unitId: 's-1',
          unitName: 'Quartiere',
          access: { ownerId: 'o-1', permissions: ['p-1'], isPublic: true },
        },
      ],
      access: { permissions: ['p-1', 'p-2'] },
      description: { tags: ['a', 'b'], headline: true, referenceDateNote: '', metadata: { note: '' } },
    });
  });

  it('bears an indicator of somebody else that has almost nothing', () => {
    const [indicator] = indicatorsShape.parse([{ indicatorId: 'i-9', indicatorName: 'Leer' }]);

    expect(indicator).toMatchObject({
      type: null,
      characteristic: null,
      topicId: null,
      dates: [],
      links: [],
      access: { ownerId: '', permissions: [], isPublic: false },
      description: { precision: 2, displayOrder: 0, metadata: { updateInterval: 'ARBITRARY' } },
    });
  });

  it('refuses words it does not know rather than sending others back', () => {
    const unknown = { ...STORED, metadata: { ...STORED.metadata, updateInterval: 'HOURLY' } };

    expect(indicatorsShape.safeParse([unknown]).success).toBe(false);
  });

  it('reads what PATCH needs to send everything back unchanged', () => {
    const [indicator] = indicatorsShape.parse([STORED]);
    if (!indicator) throw new Error('one indicator is expected');
    const { description, remainder, topicId } = indicator;

    const body = indicatorPatch(
      { description, remainder, topicId: topicId ?? '' },
      referenceDate('2026-01-10'),
    );

    expect(body).toEqual({
      datasetName: 'Einwohner gesamt',
      characteristicValue: 'gesamt',
      abbreviation: 'EW',
      indicatorType: 'STATUS_ABSOLUTE',
      creationType: 'INSERTION',
      unit: 'Einwohner',
      interpretation: 'Zahl der Personen',
      processDescription: 'Melderegister\nohne Zweitwohnsitz',
      referenceDateNote: '',
      isHeadlineIndicator: true,
      tags: ['a', 'b'],
      topicReference: 't-1',
      precision: 0,
      displayOrder: 3,
      lowestSpatialUnitForComputation: null,
      regionalReferenceValues: STORED.regionalReferenceValues,
      refrencesToOtherIndicators: [{ indicatorId: 'i-2', referenceDescription: 'Nenner' }],
      refrencesToGeoresources: [],
      metadata: { ...STORED.metadata, databasis: '', note: '', literature: '', sridEPSG: 4326 },
      defaultClassificationMapping: STORED.defaultClassificationMapping,
    });
  });
});
