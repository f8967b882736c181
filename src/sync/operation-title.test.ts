import { describe, expect, it } from 'vitest';
import { storedIndicator } from '../../tests/support/sync-samples.ts';
import { ACCESS, INDICATOR, UNIT } from '../../tests/support/target-samples.ts';
import { referenceDate } from '../core/reference-date.ts';
import { keyOf, type Operation } from './operations.ts';
import { operationTitle } from './operation-title.ts';

const indicator = keyOf(INDICATOR);
const unitName = UNIT.name;
const day = referenceDate('2024-12-31');
const upload = { validFrom: referenceDate('2022-01-01'), features: [], partial: false };
const { description, remainder } = storedIndicator();

describe('operationTitle', () => {
  it.each<[Operation, string]>([
    [{ kind: 'create-unit', unit: UNIT, access: ACCESS, upload, after: [] }, 'Raumebene „Quartiere“ anlegen'],
    [
      { kind: 'update-features', unitName, upload, before: [], after: [] },
      'Flächen der Raumebene „Quartiere“ ab 2022-01-01',
    ],
    [{ kind: 'clear-features', unitName, before: [] }, 'Flächen der Raumebene „Quartiere“ leeren'],
    [{ kind: 'describe-unit', before: UNIT, after: UNIT }, 'Beschreibung der Raumebene „Quartiere“'],
    [
      { kind: 'create-indicator', description: INDICATOR, topicId: 't-1', access: ACCESS },
      'Indikator „Einwohner gesamt“ (gesamt) anlegen',
    ],
    [
      {
        kind: 'describe-indicator',
        indicator: { ...indicator, characteristic: null },
        before: { description, topicId: null },
        after: { description, topicId: 't-1' },
        remainder,
      },
      'Beschreibung des Indikators „Einwohner gesamt“',
    ],
    [
      {
        kind: 'put-values',
        indicator,
        indicatorId: 'ew',
        level: 'quartier',
        unitName,
        access: ACCESS,
        newLink: false,
        dates: [day],
        rows: [],
        inputs: [],
      },
      'Werte „Einwohner gesamt“ (gesamt), Quartiere',
    ],
    [{ kind: 'delete-unit', unitName }, 'Raumebene „Quartiere“ entfernen'],
    [{ kind: 'delete-indicator', indicator }, 'Indikator „Einwohner gesamt“ (gesamt) entfernen'],
    [
      { kind: 'delete-indicator', indicator: { ...indicator, characteristic: '(intern)' } },
      'Indikator „Einwohner gesamt“ (intern) entfernen',
    ],
    [
      { kind: 'delete-link', indicator, unitName },
      'Verknüpfung „Einwohner gesamt“ (gesamt) mit Quartiere entfernen',
    ],
    [
      { kind: 'delete-date', indicator, unitName, date: day },
      'Stichtag 2024-12-31 von „Einwohner gesamt“ (gesamt), Quartiere entfernen',
    ],
  ])('says in German what $kind does to what', (operation, title) => {
    expect(operationTitle(operation)).toBe(title);
  });
});
