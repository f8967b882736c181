/** Flat files, workbooks and files of the Bundesagentur that are wrong: told, and nothing else of the run is lost. */
import { describe, expect, it } from 'vitest';
import {
  describeBadDelivery,
  expectPublished,
  freshSites,
  syncSite,
  type InboxSite,
} from '../support/bad-delivery.ts';
import {
  FLAT_FILE,
  FLAT,
  GERMAN,
  ENGLISH,
  flatFile,
  BOOK_FILE,
  BOOK,
  QUOTAS,
  quotas,
  ORDER_FILE,
  ORDER,
  WHOLE,
  orderFile,
  QUOTES_FILE,
  QUOTES,
  quotes,
  LABOUR_FILE,
  LABOUR,
  labour,
} from '../support/extra-sources.ts';
import { figuresWorkbook, writeSourceSite } from '../support/source-inbox.ts';
import { clearRequests, writesSeen } from '../support/simulator-reader.ts';
import { shown, stops } from '../support/trial-run.ts';

describeBadDelivery('P18 a flat file', (simulator) => writeSourceSite(simulator, FLAT), [
  {
    name: 'an English header in which a variable has lost the name of its code',
    arrange: (site) =>
      site.deliver(
        FLAT_FILE,
        flatFile(ENGLISH).replace('2_variable_code;2_variable_label', '2_variable;2_variable_label'),
      ),
    correct: (site) => site.deliver(FLAT_FILE, flatFile(ENGLISH)),
    findings: [
      {
        code: 'format.header-missing',
        place: FLAT_FILE,
        expected: 'Statistik_Code;…;CODE__Bezeichnung__Einheit',
      },
    ],
    refused: [FLAT_FILE],
  },
  {
    name: 'a file that was cut off in the middle',
    arrange: (site) =>
      site.deliver(FLAT_FILE, flatFile(GERMAN).split('\r\n').slice(0, 66).join('\r\n').slice(0, -3)),
    correct: (site) => site.deliver(FLAT_FILE, flatFile(GERMAN)),
    findings: [
      {
        code: 'statistics.combination-missing',
        place: `${FLAT_FILE}, Zeile 66`,
        found: 'Nördliches Quartier 033 (033), 31.12.2023',
        expected: 'geschlecht=GESW',
      },
      {
        code: 'statistics.area-missing',
        place: FLAT_FILE,
        found:
          'Nördliches Quartier 034 (034), Nördliches Quartier 035 (035), Nördliches Quartier 036 (036), ' +
          'Nördliches Quartier 037 (037), Nördliches Quartier 038 (038) und 26 weitere am 31.12.2023',
        expected: '64 Raumeinheiten der Ebene versuch-quartier, geliefert 33',
      },
    ],
    refused: [FLAT_FILE],
  },
]);

const NEW = { ...FLAT, profile: FLAT.profile.replace('ffcsv-old', 'ffcsv') };
describeBadDelivery('P18 a flat file of another time', (simulator) => writeSourceSite(simulator, NEW), [
  {
    name: 'the faulty English header where a file of the new form is declared',
    arrange: (site) => site.deliver(FLAT_FILE, flatFile(ENGLISH)),
    correct(site) {
      site.write(
        'mappings/profiles/quelle.yaml',
        `id: quelle\ntitle: Quelle\ndataset: quelle\n${FLAT.profile}`,
      );
      site.deliver(FLAT_FILE, flatFile(ENGLISH));
    },
    findings: [
      {
        code: 'format.other-table',
        place: `${FLAT_FILE}, Zeile 1`,
        found: 'eine Flachdatei alten Aufbaus',
        expected: '„ffcsv“',
      },
    ],
    refused: [FLAT_FILE],
  },
]);

describe('a flat file with the faulty English header', () => {
  const fresh = freshSites((simulator) => writeSourceSite(simulator, FLAT));

  it('is read like the German one: by the place of its columns', async () => {
    const site = fresh.site();
    site.deliver(FLAT_FILE, flatFile(ENGLISH));

    const report = await syncSite(site);

    expect(report.findings.filter(stops)).toEqual([]);
    await expectPublished(fresh.simulator(), site.expected);
  });
});

const SHEET = `${BOOK_FILE}, Blatt Tabelle1`;
describe('a workbook that counts days from 1904', () => {
  const fresh = freshSites((simulator) => writeSourceSite(simulator, BOOK));

  it('is read by its own calendar, and says so', async () => {
    const site = fresh.site();
    const book = await figuresWorkbook((_sheet, workbook) => {
      workbook.properties.date1904 = true;
    });
    site.deliver(BOOK_FILE, book);

    const report = await syncSite(site);
    const told = report.findings.filter(({ place }) => place.file === BOOK_FILE);

    expect(report.findings.filter(stops)).toEqual([]);
    expect(told.map(shown)).toEqual([
      { code: 'format.date-system-1904', place: `${SHEET}, Zeile 3`, found: '2023-12-31' },
    ]);
    expect(told[0]?.hint).toMatch(/\S/);
    expect(report.result.state).toBe('published_with_notes');
    await expectPublished(fresh.simulator(), site.expected);
  });
});

describeBadDelivery('P18 a workbook', (simulator) => writeSourceSite(simulator, QUOTAS), [
  {
    name: 'percentages that are once 0.123 in a percent format and once 12.3',
    arrange: async (site) => site.deliver(BOOK_FILE, await quotas([20, 21])),
    correct: async (site) => site.deliver(BOOK_FILE, await quotas([])),
    findings: [{ code: 'mapping.percent-mixed', place: `${SHEET}, Zeile 20, Spalte WERT`, found: 'WERT' }],
    refused: [BOOK_FILE],
  },
  {
    name: 'a table that was cut off in the middle',
    arrange: async (site) => site.deliver(BOOK_FILE, await quotas([], 'General', 39)),
    correct: async (site) => site.deliver(BOOK_FILE, await quotas([])),
    findings: [{ code: 'format.end-missing', place: `${SHEET}, Zeile 39`, expected: '^Ende$' }],
    refused: [BOOK_FILE],
  },
  {
    name: 'plain percentages that are once 0.123 and once 12.3',
    arrange: async (site) => site.deliver(BOOK_FILE, await quotas([20], 'General')),
    correct: async (site) => site.deliver(BOOK_FILE, await quotas([])),
    findings: [
      {
        code: 'mapping.percent-scale',
        place: `${SHEET}, Zeile 20, Spalte WERT`,
        found: '0,14',
        expected: '12,3',
      },
    ],
    refused: [BOOK_FILE],
  },
]);

const correctOrder = {
  correct: (site: InboxSite) => site.deliver(ORDER_FILE, orderFile()),
  refused: [ORDER_FILE],
};

describeBadDelivery('an order file', (simulator) => writeSourceSite(simulator, ORDER), [
  {
    name: 'a sum that its parts do not reach',
    arrange: (site) =>
      site.deliver(
        ORDER_FILE,
        orderFile((rows) => rows.with(64, (rows[64] ?? '').replace(String(WHOLE), String(WHOLE + 1)))),
      ),
    ...correctOrder,
    findings: [
      {
        code: 'jobcenter.sum-differs',
        place: `${ORDER_FILE}, Zeile 66, Spalte LB`,
        found: '8480',
        expected: '8481',
      },
    ],
  },
  {
    name: 'a table that was cut off in the middle',
    arrange: (site) =>
      site.deliver(
        ORDER_FILE,
        orderFile((rows) => rows.slice(0, 40)),
      ),
    ...correctOrder,
    findings: [{ code: 'jobcenter.sum-missing', place: ORDER_FILE, expected: '05999001' }],
  },
]);

describeBadDelivery('P18 a table of rates', (simulator) => writeSourceSite(simulator, QUOTES), [
  {
    name: 'percentages that are once 0.123 and once 12.3',
    arrange: (site) =>
      site.deliver(
        QUOTES_FILE,
        quotes((quarter, quote) => (quarter === '018' ? '0,14' : quote)),
      ),
    correct: (site) => site.deliver(QUOTES_FILE, quotes()),
    findings: [
      {
        code: 'jobcenter.share-not-percent',
        place: `${QUOTES_FILE}, Zeile 19, Spalte QUOTE`,
        found: '0,14 neben 15,5',
        expected: '12,3',
      },
      {
        code: 'mapping.percent-scale',
        place: `${QUOTES_FILE}, Zeile 19, Spalte QUOTE`,
        found: '0,14',
        expected: '12,3',
      },
    ],
    refused: [QUOTES_FILE],
  },
]);

describeBadDelivery('P18 a report of several years', (simulator) => writeSourceSite(simulator, LABOUR), [
  {
    name: 'a year that stands there twice with different values',
    arrange: async (site) =>
      site.deliver(
        LABOUR_FILE,
        await labour((sheet) => {
          sheet.getCell('D7').value = '2022';
        }),
      ),
    correct: async (site) => site.deliver(LABOUR_FILE, await labour()),
    findings: [
      {
        code: 'jobcenter.year-twice',
        place: `${LABOUR_FILE}, Blatt Daten, Zeile 7`,
        found: '2022',
        expected: '30',
      },
    ],
    refused: [LABOUR_FILE],
  },
]);

describe('a workbook with shares as 0.123 after one with 12.3', () => {
  const fresh = freshSites((simulator) => writeSourceSite(simulator, QUOTAS));

  it('stops, and what was published stays as it was', async () => {
    const [site, simulator] = [fresh.site(), fresh.simulator()];
    site.deliver(BOOK_FILE, await quotas([]));
    await syncSite(site);
    await clearRequests(simulator);
    const shares = await figuresWorkbook((sheet) => {
      for (let row = 3; row <= 66; row += 1) {
        sheet.getCell(row, 2).value = new Date(Date.UTC(2024, 11, 31));
        sheet.getCell(row, 3).value = (12.5 + row / 9) / 100;
      }
    });
    site.deliver(BOOK_FILE, shares);

    const bad = await syncSite(site);

    expect(bad.findings.filter(stops).map(shown)).toEqual([
      {
        code: 'statistics.percent-scale',
        place: `${SHEET}, Zeile 3`,
        found: 'wert 0,128333 am 31.12.2024',
        expected: '12,3 am 31.12.2023',
      },
    ]);
    expect(bad.result).toMatchObject({ state: 'check_failed', writes: 0 });
    expect(await writesSeen(simulator)).toEqual([]);
    expect(site.refused()).toEqual([BOOK_FILE]);
    await expectPublished(simulator, site.expected);
  });
});
