import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../tests/support/memory-table.ts';
import { levelId } from '../../core/area.ts';
import type { Finding } from '../../core/finding.ts';
import { breakdownKey } from '../../core/observation.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { Assignment } from './assignment.ts';
import { ageDimension, institutionDimension } from './dimensions.ts';
import { aggregateMovements, type MovementRules } from './movements.ts';

const HEADER = [
  'STICHTAG EREIGNIS EREIGDAT AGS PSEUDO GEBDAT GESCHL STAAT1 STAAT2 WOHNST STRSCHL HNR',
  'ALT_STRSCHL ALT_HNR SPERRE',
].flatMap((fields) => fields.split(' '));

interface Event {
  event: string;
  day?: string;
  birth?: string;
  dwelling?: string;
  street?: string;
  before?: string;
  blocked?: string;
}

function lineOf(line: Event): string[] {
  const {
    event,
    day = '20240615',
    birth = '19800615',
    dwelling = 'E',
    street = '00001',
    blocked = '',
  } = line;
  const before = line.before ?? '';
  const pseudonym = '0123456789abcdef';
  const person = ['05998001', pseudonym, birth, 'w', '000', '', dwelling];
  return ['20241231', event, day, ...person, street, '1', before, before && '1', blocked];
}

const RULES: MovementRules = {
  from: referenceDate('2024-01-01'),
  date: referenceDate('2024-12-31'),
  level: levelId('quartier'),
  gemeindeLevel: levelId('gemeinde'),
  units: new Map([
    ['A', '05998001'],
    ['B', '05998001'],
  ]),
  assign: ({ streetKey }): Assignment => {
    if (streetKey === '00001') return { unit: 'A' };
    return streetKey === '00002' ? { unit: 'B' } : { residual: 'unknown_street' };
  },
  dimensions: [],
};

async function aggregate(events: readonly Event[], change: Partial<MovementRules> = {}) {
  const findings: Finding[] = [];
  const table = memoryTable({ file: 'bewegungen.csv', header: HEADER, rows: events.map(lineOf) });
  const result = await aggregateMovements(table, { ...RULES, ...change }, (found) => findings.push(found));
  const figures = [...(result?.cells() ?? [])].map(({ area, measure, breakdown, cell }) =>
    `${area} ${measure} ${breakdownKey(breakdown)} ${cell.value}`.replace('  ', ' '),
  );
  return { figures, findings, quality: result?.quality };
}

describe('a movement file', () => {
  it('counts what happened in each unit', async () => {
    const { figures, quality, findings } = await aggregate([
      { event: 'G', birth: '20240615' },
      { event: 'S' },
      { event: 'Z' },
      { event: 'Z', street: '00002' },
      { event: 'F' },
      { event: 'F', street: '00009' },
    ]);

    expect(findings).toEqual([]);
    expect(figures).toEqual([
      'A births 1',
      'A deaths 1',
      'A arrivals 1',
      'A departures 1',
      'B arrivals 1',
      '05998001 departures 1',
    ]);
    expect(quality).toMatchObject({ read: 6, rejected: 0, secondary: 0, counted: 6 });
  });

  it('keeps the books over its addresses, those before a move as well', async () => {
    const { quality } = await aggregate([
      { event: 'Z' },
      { event: 'U', before: '00009' },
      { event: 'F', blocked: '1' },
    ]);

    expect(quality?.readByGemeinde).toEqual(new Map([['05998001', 4]]));
    expect(quality?.assignment.gemeinden).toMatchObject([
      { gemeinde: '05998001', read: 4, assigned: 2, residual: { unknown_street: 1, protected: 1 } },
    ]);
  });

  it('lets somebody leave a home from the home and not from the new address', async () => {
    const { figures } = await aggregate([{ event: 'U', before: '00002' }], {
      isInstitution: ({ streetKey }) => streetKey === '00002',
      dimensions: [institutionDimension()],
    });

    expect(figures).toEqual(['A moves-in wohnform=privat 1', 'B moves-out wohnform=einrichtung 1']);
  });

  it('tells moves over the border of a unit from those within', async () => {
    const { figures } = await aggregate([
      { event: 'U', before: '00002' },
      { event: 'U', before: '00001' },
      { event: 'U', before: '00009' },
      { event: 'U', street: '00009', before: '00008' },
      { event: 'U', before: '00002', blocked: '1' },
    ]);

    expect(figures).toEqual([
      'A moves-in 2',
      'A moves-within 1',
      'B moves-out 1',
      '05998001 moves-in 2',
      '05998001 moves-out 3',
    ]);
  });

  it('leaves second dwellings out', async () => {
    const { figures, quality } = await aggregate([{ event: 'Z', dwelling: 'N' }, { event: 'Z' }]);

    expect(figures).toEqual(['A arrivals 1']);
    expect(quality).toMatchObject({ read: 2, secondary: 1, counted: 1 });
  });

  it('takes the age on the day of the event', async () => {
    const groups = [
      { code: '0-17', from: 0, to: 17 },
      { code: '18-x', from: 18, to: null },
    ];
    const { figures } = await aggregate(
      [
        { event: 'Z', birth: '20060615', day: '20240614' },
        { event: 'Z', birth: '20060615', day: '20240615' },
      ],
      { dimensions: [ageDimension(groups)] },
    );

    expect(figures).toEqual(['A arrivals alter=0-17 1', 'A arrivals alter=18-x 1']);
  });

  it('reports events outside the period, before the birth or of unknown kind by line and field', async () => {
    const { findings, quality } = await aggregate([
      { event: 'Z', day: '20231231' },
      { event: 'Z', day: '20250101' },
      { event: 'Quarzmann' },
      { event: 'Z', birth: '20241001' },
    ]);

    expect(findings.map(({ place }) => `${place.row} ${place.column}`)).toEqual([
      '2 EREIGDAT',
      '3 EREIGDAT',
      '4 EREIGNIS',
      '5 GEBDAT',
    ]);
    expect(quality).toMatchObject({ read: 4, rejected: 4, secondary: 0, counted: 0 });
    expect(JSON.stringify(findings)).not.toContain('Quarzmann');
  });
});
