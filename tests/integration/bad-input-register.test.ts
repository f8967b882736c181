/** Registers, street directories and coordinates that are wrong, through whole runs: told, and nothing else is lost. */
import { describe, expect, it } from 'vitest';
import { describeBadDelivery, freshSites, syncSite, type BadDelivery } from '../support/bad-delivery.ts';
import {
  REGISTER_FILE,
  SOUND_DIRECTORY,
  writeRegisterInboxSite,
  type RegisterInboxSite,
} from '../support/register-inbox.ts';
import { inhabitants, type RegisterPerson } from '../support/register-site.ts';
import { readIndicators } from '../support/simulator-reader.ts';
import { shown, stops } from '../support/trial-run.ts';

const [Q1 = '', ...OTHERS] = SOUND_DIRECTORY;

/** The directory is corrected afterwards. */
function directory(
  rows: readonly string[],
): Pick<BadDelivery<RegisterInboxSite>, 'arrange' | 'correct' | 'refused'> {
  return {
    arrange: (site) => site.writeDirectory(rows),
    correct: (site) => site.writeDirectory(SOUND_DIRECTORY),
    refused: [],
  };
}

describeBadDelivery('P18 a register', writeRegisterInboxSite, [
  {
    name: 'a directory with ranges of house numbers that overlap',
    ...directory([Q1.replace('1;9999', '1;20'), Q1.replace('1;9999;Q1', '10;9999;Q2'), ...OTHERS]),
    findings: [
      {
        code: 'assignment.range-overlap',
        place: 'strassen.csv, Zeile 3',
        found: 'Weg 00001 10-Ende',
        expected: 'Q1 (Zeile 2), Q2 (Zeile 3)',
      },
    ],
  },
  {
    name: 'a directory with a reversed range of house numbers',
    ...directory([Q1.replace('1;9999', '40;1'), ...OTHERS]),
    findings: [{ code: 'assignment.range-reversed', place: 'strassen.csv, Zeile 2', found: '40-1' }],
  },
  {
    name: 'a directory with a street that has neither key nor name',
    ...directory([...OTHERS, Q1.replace('00001;Weg 00001', ';')]),
    findings: [{ code: 'assignment.street-nameless', place: 'strassen.csv, Zeile 5' }],
  },
  {
    name: 'street keys of a whole quarter that the directory does not know',
    ...directory([Q1.replaceAll('00001', '00777'), ...OTHERS]),
    findings: [
      {
        code: 'assignment.quality-red',
        place: REGISTER_FILE,
        found: 'zugeordnete Personen 75,61 %',
        expected: 'mindestens 95 %',
      },
      {
        code: 'assignment.quality-red',
        place: REGISTER_FILE,
        found: 'Raumeinheiten ohne einen einzigen Satz 1 (Q1)',
        expected: 'keine',
      },
    ],
  },
  {
    name: 'a person whose Gemeinde is not told',
    arrange: (site) => site.deliverPersons([...inhabitants(60), { gemeinde: '', street: '00001' }]),
    correct: (site) => site.deliverPersons(inhabitants(60)),
    findings: [
      {
        code: 'persons.field-invalid',
        place: `${REGISTER_FILE}, Zeile 248, Spalte AGS`,
        expected: 'AGS einer Gemeinde, die am Stichtag zum Kreis gehört, mit 8 Ziffern',
      },
    ],
    refused: [REGISTER_FILE],
  },
  {
    name: 'house coordinates in the system of Gauß and Krüger',
    arrange: (site) =>
      site.writeCoordinates([
        ['00001', '1', '360000', '5652000'],
        ['00001', '2', '2570123,4', '5652345,6'],
      ]),
    correct: (site) => site.writeCoordinates([['00001', '1', '360000', '5652000']]),
    findings: [
      {
        code: 'assignment.coordinate-system',
        place: 'hauskoordinaten.csv, Zeile 3',
        found: '2570123,4 / 5652345,6',
        expected: 'EPSG:25832 oder 4647',
      },
    ],
    refused: [],
  },
  {
    name: 'borders of quarters in metres where degrees are declared',
    arrange: (site) => site.write('deliveries/quartiere.geojson', inMetres(site.quarters)),
    correct: (site) => site.write('deliveries/quartiere.geojson', site.quarters),
    findings: [
      {
        code: 'spatial.crs-disagrees',
        place: 'quartiere.geojson',
        found:
          'Angabe: GeoJSON (RFC 7946: EPSG:4326); ' +
          'Zahlen: x 359670–361074, y 5651730–5653954 – EPSG:25832 (ETRS89 / UTM 32N); ' +
          'Lage: mit EPSG:25832 bei 7,00–7,02 O, 51,00–51,02 N, im Gebiet',
        expected: 'Gebiet 6,90–7,20 O, 50,90–51,20 N',
      },
    ],
    refused: [],
  },
]);

describe('a register with addresses that name no quarter', () => {
  const fresh = freshSites(writeRegisterInboxSite);

  it.for<[string, string, string, Partial<RegisterPerson>]>([
    [
      'an unknown street key',
      'unknown_street',
      '3 (unbekannte Straße 3)',
      { street: '09999', streetName: 'Unbekannte Gasse' },
    ],
    ['no address at all', 'no_address', '3 (ohne Adresse 3)', { street: '', number: '' }],
    [
      'no fixed abode',
      'no_address',
      '3 (ohne Adresse 3)',
      { street: '', streetName: 'ohne festen Wohnsitz', number: '' },
    ],
  ])(
    'counts persons with %s in their Gemeinde alone, and says how many',
    async ([, cause, told, address]) => {
      const [site, simulator] = [fresh.site(), fresh.simulator()];
      const lost = Array.from({ length: 3 }, () => ({ gemeinde: '05998001', street: '', ...address }));
      site.deliverPersons([...inhabitants(60), ...lost]);

      const report = await syncSite(site);
      const residual = report.findings.filter(({ code }) => code === 'assignment.residual');
      const indicators = await readIndicators(simulator);
      const population = indicators.find(({ name }) => name === 'Registerbevölkerung');
      const quarters = await population?.values('Registerquartiere');
      const towns = await population?.values('Registergemeinden');

      expect(report.findings.filter(stops)).toEqual([]);
      expect(residual.map(shown)).toEqual([
        { code: 'assignment.residual', place: REGISTER_FILE, found: told },
      ]);
      expect(residual[0]?.hint).toContain('Ergänzen Sie das Straßenverzeichnis');
      expect(report.result).toMatchObject({ verified: { mismatches: 0 } });
      expect(report.result.quality).toMatchObject([
        { dataset: 'reg-einwohner', file: REGISTER_FILE, placed: { exact: 246, [cause]: 3 } },
      ]);
      expect([...(quarters ?? [])].map(([area, dates]) => [area, dates.get('2024-12-31')])).toEqual([
        ['Q1', 60],
        ['Q2', 61],
        ['Q3', 62],
        ['Q4', 63],
      ]);
      expect(towns?.get('05998001')?.get('2024-12-31')).toBe(60 + 61 + 3);
      expect(towns?.get('05998002')?.get('2024-12-31')).toBe(62 + 63);
      expect({ waiting: site.waiting(), taken: site.taken() }).toEqual({
        waiting: [],
        taken: [REGISTER_FILE, 'hilfe_2024.csv'],
      });
    },
  );
});

describe('a run over a watched folder', () => {
  const fresh = freshSites(writeRegisterInboxSite);

  it('leaves no claim behind where it breaks off in the middle of a delivery', async () => {
    const site = fresh.site();
    const all = site.waiting();
    site.write('mappings/profiles/reg-einwohner.yaml', site.persons.replace(/ {2}microdata: .*\n/, ''));

    const failure = await syncSite(site).catch((error: unknown) => error);
    const after = site.waiting();
    site.write('mappings/profiles/reg-einwohner.yaml', site.persons);
    const approved = await syncSite(site);

    expect(failure).toMatchObject({ code: 'intake.persons-not-approved' });
    expect(after).toEqual(all);
    expect(approved.result.state).toMatch(/^published/);
    expect({ waiting: site.waiting(), taken: site.taken() }).toEqual({ waiting: [], taken: all });
  });

  it('tells of a hundred wrong coordinates and how many more there are', async () => {
    const site = fresh.site();
    site.writeCoordinates(
      Array.from({ length: 250 }, (_, n) => ['00001', String(n + 1), '2570123,4', '5652345,6'] as const),
    );

    const report = await syncSite(site);

    expect(report.findings.filter(({ code }) => code === 'assignment.coordinate-system')).toHaveLength(100);
    expect(report.findings.filter(({ code }) => code === 'mapping.more-of-same').map(shown)).toEqual([
      {
        code: 'mapping.more-of-same',
        place: 'hauskoordinaten.csv',
        found: 'assignment.coordinate-system',
        expected: '150',
      },
    ]);
  });
});

/** Roughly the same places in zone 32 of UTM. */
function inMetres(geojson: string): string {
  return geojson.replaceAll(
    /\[(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)\]/g,
    (_pair, east: string, north: string) =>
      `[${359_670 + (Number(east) - 7) * 70_200},${5_651_730 + (Number(north) - 51) * 111_200}]`,
  );
}
