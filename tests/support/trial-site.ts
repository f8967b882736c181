/**
 * A small site of its own for trials with bad input: 64 quarters and a Kreis, a delimited count in Windows-1252
 * and a result table as a workbook, two reference dates, three indicators. Everything is made up here.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import exceljs from 'exceljs';
import iconv from 'iconv-lite';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { siteFiles, type TrialTarget } from './trial-mappings.ts';

export { KREIS, type TrialTarget } from './trial-mappings.ts';

export const QUARTERS = Array.from({ length: 64 }, (_, index) => String(index + 1).padStart(3, '0'));
export const YEARS = [2022, 2023] as const;

/** Persons of one sex in a quarter at the end of a year: different for every quarter, sex and year. */
export function personsIn(quarter: string, sex: 'm' | 'w', year: number): number {
  const number = Number(quarter);
  return 400 + number * 7 + (sex === 'w' ? 11 : 0) + (year - 2020) * (1 + (number % 5));
}

/** Persons on benefits in a quarter, by kind. */
export function benefitsIn(quarter: string, kind: 'elb' | 'nef', year: number): number {
  const number = Number(quarter);
  return (kind === 'elb' ? 60 : 25) + number + (year - 2020) * (1 + (number % 3));
}

export interface TrialSite {
  readonly folder: string;
  /** Replaces text in a file of the site; throws where it does not occur. */
  readonly edit: (file: string, from: string, to: string) => void;
  /** Bytes of a delivery, by its name. */
  readonly delivery: (file: string) => Buffer;
  /** A text is written in UTF-8. */
  readonly deliver: (file: string, content: Buffer | string) => void;
  /** Changes the text of a Windows-1252 delivery; throws where the change changes nothing. */
  readonly rewrite: (file: string, change: (text: string) => string) => void;
  readonly withdraw: (file: string) => void;
  readonly open: () => Promise<App>;
  readonly remove: () => void;
}

export async function writeTrialSite(target: TrialTarget): Promise<TrialSite> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kmsync-trial-'));
  const place = (file: string) => path.join(folder, file);
  const write = (file: string, content: string | Buffer) => {
    mkdirSync(path.dirname(place(file)), { recursive: true });
    writeFileSync(place(file), content);
  };
  for (const [file, text] of Object.entries(siteFiles(target))) write(file, text);
  write('deliveries/quartiere.geojson', quartersGeojson());
  for (const year of YEARS) {
    write(`deliveries/einwohner_${year}.csv`, iconv.encode(populationCsv(year), 'windows-1252'));
    write(`deliveries/hilfe_${year}.xlsx`, await benefitsWorkbook(year));
  }
  return {
    folder,
    edit(file, from, to) {
      const text = readFileSync(place(file), 'utf8');
      if (!text.includes(from)) throw new RangeError(`${file} does not hold: ${from}`);
      writeFileSync(place(file), text.replace(from, to));
    },
    delivery: (file) => readFileSync(place(`deliveries/${file}`)),
    deliver: (file, content) => write(`deliveries/${file}`, content),
    rewrite(file, change) {
      const text = iconv.decode(readFileSync(place(`deliveries/${file}`)), 'windows-1252');
      const changed = change(text);
      if (changed === text) throw new RangeError(`nothing to change in ${file}`);
      write(`deliveries/${file}`, iconv.encode(changed, 'windows-1252'));
    },
    withdraw: (file) => rmSync(place(`deliveries/${file}`)),
    open: () =>
      openApp({
        site: folder,
        environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
        signal: new AbortController().signal,
        events: { stage: () => undefined, operation: () => undefined },
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** One line per quarter and sex, CRLF, with umlauts in the names: `QUARTIER;NAME;STICHTAG;GESCHL;PERSONEN`. */
export function populationCsv(year: number, quarters: readonly string[] = QUARTERS): string {
  const lines = quarters.flatMap((quarter) =>
    (['m', 'w'] as const).map((sex) =>
      [quarter, nameOf(quarter), `31.12.${year}`, sex, personsIn(quarter, sex, year)].join(';'),
    ),
  );
  return ['QUARTIER;NAME;STICHTAG;GESCHL;PERSONEN', ...lines, ''].join('\r\n');
}

/** Title, date line, two header rows, 64 rows, total, note. Header in rows 4 and 5, data from row 6 on. */
export async function benefitsWorkbook(
  year: number,
  change: (workbook: exceljs.Workbook, sheet: exceljs.Worksheet) => void = () => undefined,
): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('Tabelle1');
  sheet.addRow(['Hilfebeziehende nach Quartieren']);
  sheet.addRow([`Stichtag: 31.12.${year}`]);
  sheet.addRow([]);
  sheet.addRow(['Quartier', 'Hilfebeziehende', null, null]);
  sheet.addRow([null, 'insgesamt', 'ELB', 'NEF']);
  sheet.mergeCells('A4:A5');
  sheet.mergeCells('B4:D4');
  for (const quarter of QUARTERS) {
    const [elb, nef] = [benefitsIn(quarter, 'elb', year), benefitsIn(quarter, 'nef', year)];
    sheet.addRow([quarter, elb + nef, elb, nef]);
  }
  const total = (kind: 'elb' | 'nef') => QUARTERS.reduce((sum, q) => sum + benefitsIn(q, kind, year), 0);
  sheet.addRow(['Insgesamt', total('elb') + total('nef'), total('elb'), total('nef')]);
  sheet.addRow([]);
  sheet.addRow(['Quelle: erfunden']);
  change(workbook, sheet);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function nameOf(quarter: string): string {
  return `Nördliches Quartier ${quarter}`;
}

/** Eight by eight squares of 0.01 by 0.01 degrees that share their borders. */
function quartersGeojson(): string {
  const at = (column: number, row: number) => [
    Number((7 + column / 100).toFixed(2)),
    Number((51 + row / 100).toFixed(2)),
  ];
  const features = QUARTERS.map((quarter, index) => {
    const [x, y] = [index % 8, Math.floor(index / 8)];
    const ring = [at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1), at(x, y)];
    return {
      type: 'Feature',
      properties: { NR: quarter, NAME: nameOf(quarter) },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}
