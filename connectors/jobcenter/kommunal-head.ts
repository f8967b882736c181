/** What stands above the figures of "Arbeitsmarkt kommunal": municipality, edition, years; and whether it agrees. */
import { rowText, type RawRow, type ReportRow } from '../../src/sdk/index.ts';
import type { ReportSheet } from './report-sheet.ts';

export interface Region {
  /** AGS, eight digits. */
  readonly key: string;
  readonly name: string;
  /** `Gebietsstand im Jahr 2024`, or nothing. */
  readonly edition: string;
  readonly row: number;
}

const REGION = /^(\d{8})\s+(.+?)(?:\s+\((Gebietsstand[^()]*)\))?$/u;

/** The one title line that begins with a key; undefined, with a finding, where there is none or more than one. */
export function readRegion(titles: readonly RawRow[], report: ReportRow): Region | undefined {
  const regions = titles.flatMap(({ row, cells }): Region[] => {
    const [, key, name, edition = ''] = REGION.exec(rowText(cells)) ?? [];
    return key === undefined || name === undefined ? [] : [{ key, name, edition, row }];
  });
  if (regions.length === 1) return regions[0];
  const found = regions.map(({ key }) => key).join(', ');
  report('jobcenter.region-missing', regions[0]?.row ?? 0, {
    found: found === '' ? 'kein Schlüssel' : found,
  });
  return undefined;
}

/** The Impressum and a key in the file name must mean the same municipality. */
export function checkRegion(
  region: Region,
  { imprint, file }: { imprint: ReadonlyMap<string, string>; file: string },
  report: ReportRow,
): void {
  const named = imprint.get('Region');
  const inName = /(?<!\d)\d{8}(?!\d)/.exec(file)?.[0];
  const other = [
    ...(named === undefined || region.name.startsWith(named) || named.includes(region.name) ? [] : [named]),
    ...(inName === undefined || inName === region.key ? [] : [inName]),
  ];
  const expected = `${region.key} ${region.name}`;
  for (const found of other) report('jobcenter.region-differs', region.row, { found, expected });
}

/**
 * The years of the value columns; undefined, with findings, where a column is no year, a year stands there twice,
 * or the years do not follow each other.
 */
export function yearsOf(
  { columns, headerRow, figures }: ReportSheet,
  report: ReportRow,
): readonly string[] | undefined {
  const years = columns.map(({ label }) => label);
  const wrong = columns.find(
    ({ label, index }, at) => !/^(19|20)\d{2}$/.test(label) || index !== (columns[0]?.index ?? 0) + at,
  );
  if (wrong) {
    report('jobcenter.layout-shifted', headerRow, { found: years.join(', '), expected: 'Jahre, lückenlos' });
    return undefined;
  }
  for (const [at, year] of years.entries()) {
    const first = years.indexOf(year);
    if (first === at) continue;
    const differ = figures.filter(({ cells }) => cells[first]?.value !== cells[at]?.value).length;
    report('jobcenter.year-twice', headerRow, { found: year, expected: String(differ) });
    return undefined;
  }
  if (years.every((year, at) => Number(year) === Number(years[0]) + at)) return years;
  report('jobcenter.layout-shifted', headerRow, {
    found: years.join(', '),
    expected: 'Jahre in ihrer Folge',
  });
  return undefined;
}

/** The last year must be the one that title and Impressum name: a header that was moved shows itself here. */
export function checkYears(
  years: readonly string[],
  { imprint, titles }: { imprint: ReadonlyMap<string, string>; titles: readonly RawRow[] },
  report: ReportRow,
): void {
  const last = years.at(-1) ?? '';
  const title = titles
    .map(({ row, cells }) => ({ row, text: rowText(cells) }))
    .find(({ text }) => /^\d{4}$/.test(text));
  const reported = imprint.get('Berichtsjahr');
  if (title && title.text !== last)
    report('jobcenter.year-differs', title.row, { found: title.text, expected: last });
  if (reported !== undefined && reported !== last)
    report('jobcenter.year-differs', 0, { found: `Impressum ${reported}`, expected: last });
}
