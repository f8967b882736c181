import { describe, expect, it } from 'vitest';
import {
  area,
  edition,
  feature,
  FRAME,
  seriesOf,
  standing,
  storedIndicator,
  storedLink,
  storedTable,
  storedUnit,
  wanted,
  wantedIndicator,
  wantedLevel,
  type Short,
  type Standing,
} from '../../tests/support/sync-samples.ts';
import { UNIT } from '../../tests/support/target-samples.ts';
import { referenceDate } from '../core/reference-date.ts';
import { planHash, planSync, type Plan } from '../sync/plan.ts';
import { planText } from './plan-text.ts';

const FIRST = edition('2020-01-01', area('01'), area('02'));
const SECOND = edition('2022-01-01', area('01', { at: 1 }), area('03'));
const Y24 = referenceDate('2024-12-31');

function plan(
  values: Record<string, Record<string, Short>>,
  actual: Standing = {},
  editions = [FIRST],
): Plan {
  return planSync(
    wanted([wantedLevel(...editions)], [wantedIndicator()], [seriesOf(values)]),
    standing(actual),
    FRAME,
  );
}

function settled(table: Record<string, Record<string, number | null>>): Standing {
  const values = storedTable(table);
  return {
    units: [storedUnit()],
    indicators: [storedIndicator({ dates: values.dates, links: [storedLink()] })],
    features: { [UNIT.name]: [feature('01', '2020-01-01'), feature('02', '2020-01-01')] },
    values: { [UNIT.name]: values },
  };
}

const lines = (made: Plan, options?: { all: boolean }) => planText(made, options).split('\n');

describe('a plan as text', () => {
  it('names hash, job, target, when it was made and how long it is good', () => {
    const made = plan({ '2024-12-31': { '01': 1, '02': 2 } });

    expect(lines(made).slice(0, 2)).toEqual([
      `KomMonitor-Abgleich – Plan ${planHash(made).slice(0, 8)} (Auftrag probe)`,
      'Ziel: http://127.0.0.1:8085/management, gelesen 15.01.2025, 11:00:00 MEZ, gültig bis 29.01.2025, 11:00:00 MEZ',
    ]);
  });

  it('says in words and signs what is new', () => {
    const made = plan({ '2023-12-31': { '01': 1, '02': 2 }, '2024-12-31': { '01': 3, '02': 4 } });

    expect(lines(made).slice(3, 7)).toEqual([
      '  + neu        Raumebene „Quartiere“ anlegen: 2 Flächen ab 01.01.2020',
      '  ~ geändert   Beschreibung der Raumebene „Quartiere“',
      '  + neu        Indikator „Einwohner gesamt“ (gesamt) anlegen (Einwohner)',
      '  + neu        Werte „Einwohner gesamt“ (gesamt), Quartiere: 4 Werte, 2 Stichtage (31.12.2023 bis 31.12.2024)',
    ]);
    expect(lines(made)).toContain(
      'Zusammenfassung: 4 Schritte; Werte: 4 neu, 0 geändert, 0 gleich, 0 entfallen, 0 geheim.',
    );
  });

  it('shows some changed values with what stood there, and all of them on demand', () => {
    const before = { '2024-12-31': { K1: 1, K2: 2, K3: 3, K4: 4, K5: 5 } };
    const made = plan({ '2024-12-31': { K1: 10, K2: 20, K3: 'suppressed', K4: 40, K5: 5 } }, settled(before));

    expect(lines(made).slice(3, 8)).toEqual([
      '  ~ geändert   Werte „Einwohner gesamt“ (gesamt), Quartiere: 4 Werte, 1 Stichtag (31.12.2024)',
      '        K1 am 31.12.2024: 1 -> 10',
      '        K2 am 31.12.2024: 2 -> 20',
      '        K3 am 31.12.2024: 3 -> kein Wert',
      '        … 1 weiterer Wert',
    ]);
    expect(lines(made, { all: true })).toContain('        K4 am 31.12.2024: 4 -> 40');
  });

  it('calls a date that is only to be listed no new value', () => {
    const actual = settled({ '2024-12-31': { '01': 1, '02': 2 } });
    const unlisted = { ...actual, indicators: [storedIndicator({ links: [storedLink()] })] };

    const made = plan({ '2024-12-31': { '01': 1, '02': 2 } }, unlisted);

    expect(lines(made)[3]).toBe(
      '  ~ geändert   Werte „Einwohner gesamt“ (gesamt), Quartiere: 0 Werte, 1 Stichtag (31.12.2024)',
    );
  });

  it('counts opened and closed versions of a level', () => {
    const stored = settled({ '2024-12-31': { '01': 1, '02': 2 } });

    const made = plan({ '2024-12-31': { '01': 1, '02': 2 } }, stored, [FIRST, SECOND]);

    expect(lines(made)[3]).toBe(
      '  ~ geändert   Flächen der Raumebene „Quartiere“ ab 2022-01-01: 4 neue oder geänderte Fassungen, 2 beendet',
    );
  });

  it('says that there is nothing to do', () => {
    const same = { '2024-12-31': { '01': 1, '02': 2 } };

    expect(lines(plan(same, settled(same)))[3]).toBe(
      'Keine Änderung. Der gewünschte Stand steht schon in KomMonitor.',
    );
  });

  it('does not say so where findings are against it', () => {
    const same = { '2024-12-31': { '01': 1, '02': 2 } };
    const refused = plan(same, { ...settled(same), features: {} });

    expect(refused.operations).toEqual([]);
    expect(lines(refused)[3]).toBe('Nichts geplant: Dem stehen Befunde entgegen.');
  });

  it('sums up what is too much for a screen', () => {
    const [operation] = plan({ '2024-12-31': { '01': 1 } }).operations;
    const long = { ...plan({}), operations: Array.from({ length: 50 }, () => operation!) };

    expect(lines(long)).toHaveLength(3 + 40 + 1 + 3);
    expect(lines(long)[43]).toBe(`  … 10 weitere Schritte: kmsync show ${planHash(long).slice(0, 8)} --all`);
    expect(lines(long, { all: true })).toHaveLength(3 + 50 + 3);
  });

  it('is called taking back where it is one, and says what goes', () => {
    const indicator = { name: 'Einwohner', characteristic: null, type: null };
    const back: Plan = {
      ...plan({}),
      kind: 'rollback',
      operations: [
        { kind: 'delete-date', indicator, unitName: UNIT.name, date: Y24 },
        { kind: 'delete-unit', unitName: UNIT.name },
      ],
    };

    expect(lines(back)[0]).toMatch(/^KomMonitor-Zurücknehmen – Plan/);
    expect(lines(back).slice(3, 5)).toEqual([
      '  - entfällt   Stichtag 2024-12-31 von „Einwohner“, Quartiere entfernen',
      '  - entfällt   Raumebene „Quartiere“ entfernen',
    ]);
  });
});
