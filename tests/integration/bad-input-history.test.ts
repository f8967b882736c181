/** What a site with a past must notice, and what it must not mind: a column that has only moved. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syncRun } from '../../src/engine/sync-run.ts';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { clearRequests, readIndicators, writesSeen } from '../support/simulator-reader.ts';
import { targetContent } from '../support/target-content.ts';
import { shown, stops } from '../support/trial-run.ts';
import {
  benefitsIn,
  benefitsWorkbook,
  KREIS,
  personsIn,
  populationCsv,
  QUARTERS,
  writeTrialSite,
  YEARS,
  type TrialSite,
} from '../support/trial-site.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ seed: defaultSeed() });
});
afterAll(() => simulator.close());

async function sync(site: TrialSite) {
  const app = await site.open();
  try {
    const report = await syncRun({ job: 'versuch' }, app.ports);
    const datasets = [
      ...(await app.ledger.newestDatasets('versuch-einwohner')),
      ...(await app.ledger.newestDatasets('versuch-hilfe')),
    ];
    return { ...report, datasets };
  } finally {
    await app.close();
  }
}

/** Figures of the target, read without the program, against the figures the deliveries were made from. */
async function expectTrueFigures(): Promise<void> {
  const indicators = await readIndicators(simulator);
  const residents = indicators.find(({ name }) => name === 'Einwohner im Versuch');
  const women = indicators.find(({ name }) => name === 'Frauenanteil im Versuch');
  const benefits = indicators.find(({ name }) => name === 'Hilfebeziehende im Versuch');
  const persons = (quarter: string, year: number) =>
    personsIn(quarter, 'm', year) + personsIn(quarter, 'w', year);
  const help = (quarter: string, year: number) =>
    benefitsIn(quarter, 'elb', year) + benefitsIn(quarter, 'nef', year);

  for (const [indicator, figure] of [
    [residents, persons],
    [benefits, help],
  ] as const) {
    const quarters = await indicator?.values('Versuchsquartiere');
    const kreis = await indicator?.values('Versuchskreis');
    expect(quarters?.size).toBe(64);
    for (const year of YEARS) {
      for (const quarter of QUARTERS)
        expect(quarters?.get(quarter)?.get(`${year}-12-31`)).toBe(figure(quarter, year));
      const sum = QUARTERS.reduce((total, quarter) => total + figure(quarter, year), 0);
      expect(kreis?.get(KREIS)?.get(`${year}-12-31`)).toBe(sum);
    }
  }
  const share = (await women?.values('Versuchsquartiere'))?.get('064')?.get('2023-12-31');
  expect(share).toBeCloseTo((100 * personsIn('064', 'w', 2023)) / persons('064', 2023), 1);
}

describe('columns in another order', () => {
  it('are read by their labels: every figure in KomMonitor is right', async () => {
    const site = await writeTrialSite(simulator);
    site.rewrite('einwohner_2023.csv', (text) => reordered(text, [4, 0, 3, 1, 2]));
    site.deliver(
      'hilfe_2023.xlsx',
      await benefitsWorkbook(2023, (_workbook, sheet) => {
        for (let row = 5; row <= 70; row += 1) {
          const [elb, nef] = [sheet.getCell(row, 3).value, sheet.getCell(row, 4).value];
          sheet.getCell(row, 3).value = nef;
          sheet.getCell(row, 4).value = elb;
        }
      }),
    );

    const { result } = await sync(site);

    expect(result).toMatchObject({ state: 'published', verified: { mismatches: 0 } });
    await expectTrueFigures();
    site.remove();
  });
});

describe('after a good publication', () => {
  const cases: readonly [string, (site: TrialSite) => void | Promise<void>, ReturnType<typeof shown>[]][] = [
    [
      "last year's text file with a new name and date",
      (site) =>
        site.deliver('einwohner_2024.csv', populationCsv(2023).replaceAll('31.12.2023', '31.12.2024')),
      [
        {
          code: 'statistics.same-as-other-date',
          place: 'einwohner_2024.csv',
          found: '31.12.2024',
          expected: '31.12.2023',
        },
      ],
    ],
    [
      "last year's workbook with a new name and date",
      async (site) => {
        const change = (_workbook: unknown, sheet: { getCell(address: string): { value: unknown } }) => {
          sheet.getCell('A2').value = 'Stichtag: 31.12.2024';
        };
        site.deliver('hilfe_2024.xlsx', await benefitsWorkbook(2023, change));
      },
      [
        {
          code: 'statistics.same-as-other-date',
          place: 'hilfe_2024.xlsx, Blatt Tabelle1',
          found: '31.12.2024',
          expected: '31.12.2023',
        },
      ],
    ],
    [
      'a new file with 3 of 64 quarters',
      (site) => site.deliver('einwohner_2024.csv', populationCsv(2024, QUARTERS.slice(0, 3))),
      [
        {
          code: 'statistics.area-missing',
          place: 'einwohner_2024.csv',
          found: expect.stringContaining('und 56 weitere am 31.12.2024') as string,
          expected: '64 Raumeinheiten der Ebene versuch-quartier, geliefert 3',
        },
      ],
    ],
    [
      'a new file without one of the sexes',
      (site) =>
        site.deliver('einwohner_2024.csv', populationCsv(2024).replaceAll(/\n\d+;[^\n]*;w;[^\n]*/g, '')),
      [
        {
          code: 'statistics.code-vanished',
          place: 'einwohner_2024.csv, Spalte geschlecht',
          found: 'w am 31.12.2024',
          expected: '31.12.2023: 41.446 personen',
        },
      ],
    ],
  ];

  it.for(cases)('%s is stopped and KomMonitor stays as it was', async ([, arrange, findings]) => {
    const site = await writeTrialSite(simulator);
    site.edit('mappings/profiles/versuch-einwohner.yaml', ', encoding: windows-1252', '');
    for (const year of YEARS) site.deliver(`einwohner_${year}.csv`, populationCsv(year));
    const good = await sync(site);
    const before = targetContent(simulator.state());
    await clearRequests(simulator);
    // The old files are gone, as in a folder that is emptied after each delivery.
    for (const year of YEARS)
      for (const file of [`einwohner_${year}.csv`, `hilfe_${year}.xlsx`]) site.withdraw(file);
    await arrange(site);

    const bad = await sync(site);

    expect(bad.result).toMatchObject({ state: 'check_failed', writes: 0 });
    expect(bad.findings.filter(stops).map(shown)).toEqual(findings);
    expect(bad.datasets).toEqual(good.datasets);
    expect(await writesSeen(simulator)).toEqual([]);
    expect(targetContent(simulator.state())).toEqual(before);
    site.remove();
  });
});

function reordered(csv: string, order: readonly number[]): string {
  return csv
    .split('\r\n')
    .map((line) => {
      const cells = line.split(';');
      return cells.length < order.length ? line : order.map((index) => cells[index]).join(';');
    })
    .join('\r\n');
}
