/**
 * Layout `arbeitsmarkt-kommunal`: the yearly workbook of the BA for one municipality (product 992). Each year of
 * sheet Daten becomes a long table. Figures stay as stored: averages are not rounded, `*` stays a sign.
 */
import { z } from 'zod';
import {
  readWorkbook,
  reportRow,
  rowText,
  type LandedDelivery,
  type Layout,
  type LayoutContext,
  type LayoutProposal,
  type Table,
} from '../../src/sdk/index.ts';
import { yearDays } from './figure-day.ts';
import { figureTable, pathOf } from './figure-tables.ts';
import { checkRegion, checkYears, readRegion, yearsOf } from './kommunal-head.ts';
import { KOMMUNAL_SECTIONS } from './kommunal-sections.ts';
import { readReportBook, type ReportBook } from './report-book.ts';
import { readReportSheet, type ReportSheet } from './report-sheet.ts';
import { knownFigures, sectionsOf } from './section-check.ts';

const SHEET = 'Daten';
const SHAPE = { headerStart: 'Merkmale', headerRows: 1, labelColumns: 2, columnNumbers: true } as const;
/** Entries of the Impressum that say what the figures are. */
const IMPRINT = ['Region', 'Berichtsjahr', 'Erstellungsdatum', 'Nächster Veröffentlichungstermin'];
const MONTH_END = /^(?:(?:0[13578]|1[02])-31|(?:0[469]|11)-30|02-28)$/;

const options = z.strictObject({
  /** Sections and their rows, where they are not those of the edition of 2025. */
  sections: z.record(z.string().min(1), z.array(z.string().min(1)).min(1)).default(KOMMUNAL_SECTIONS),
  /** Day under which means over a year are filed: `12-31`. Left out: they have no `stichtag`. */
  averageDay: z.string().regex(MONTH_END, { error: 'letzter Tag eines Monats, etwa 12-31' }).optional(),
});
type Options = z.output<typeof options>;

export const arbeitsmarktKommunal: Layout<Options> = {
  kind: 'tables',
  options,
  read: readKommunal,
  recognise: recogniseKommunal,
};

async function* readKommunal(
  delivery: LandedDelivery,
  declared: Options,
  context: LayoutContext,
): AsyncGenerator<Table> {
  const { file } = delivery;
  const book = await readReportBook(delivery, SHEET, context);
  const [sheet] = book?.sheets ?? [];
  if (!book || !sheet) return;
  const report = reportRow({ file, sheet: sheet.name }, context);
  const read = await readReportSheet(sheet, SHAPE, report);
  const region = read && readRegion(read.titles, report);
  const years = read && yearsOf(read, report);
  if (!read || !region || !years) return;
  checkRegion(region, { imprint: book.imprint, file }, report);
  checkYears(years, { imprint: book.imprint, titles: read.titles }, report);
  const figures = knownFigures(read.figures, declared.sections, report);
  if (figures.length === 0) report('format.no-rows', 0);

  const dayOf = yearDays(declared.averageDay, report);
  const task = { file, sheet: sheet.name, figures, ...surroundings(read, book) };
  for (const [index, jahr] of years.entries()) {
    context.signal.throwIfAborted();
    yield figureTable(task, index, (figure) => ({
      schluessel: region.key,
      name: region.name,
      gebietsstand: region.edition,
      ...pathOf(figure),
      jahr,
      zeitbezug: figure.section?.time?.text ?? '',
      stichtag: dayOf(figure, jahr),
    }));
  }
}

function surroundings(read: ReportSheet, { imprint }: ReportBook): { titles: string[]; notes: string[] } {
  const said = IMPRINT.filter((key) => imprint.has(key)).map((key) => `${key}: ${imprint.get(key)}`);
  const source = imprint.get('Zitierhinweis');
  return {
    titles: [...read.titles.map(({ cells }) => rowText(cells)), ...said],
    notes: [...read.notes, ...(source === undefined ? [] : [`Quelle: ${source}`])],
  };
}

async function recogniseKommunal(
  delivery: LandedDelivery,
  signal: AbortSignal,
): Promise<LayoutProposal | undefined> {
  signal.throwIfAborted();
  const workbook = await readWorkbook(delivery, ignore);
  const sheet = workbook?.sheets.find(({ name }) => name === SHEET);
  const read = sheet && (await readReportSheet(sheet, SHAPE, ignore));
  const region = read && readRegion(read.titles, ignore);
  if (!read || !region || !yearsOf(read, ignore)) return undefined;
  const sections = sectionsOf(read.figures);
  const usual = JSON.stringify(sections) === JSON.stringify(KOMMUNAL_SECTIONS);
  const averages = read.figures.some(({ section }) => section?.time?.average);
  return {
    options: { ...(usual ? {} : { sections }), ...(averages ? { averageDay: '12-31' } : {}) },
    certainty: usual ? 0.98 : 0.9,
    because: `Das Blatt „${SHEET}“ ist aufgebaut wie „Arbeitsmarkt kommunal“ der BA und gilt für ${region.key} ${region.name}.`,
  };
}

function ignore(): void {
  // What is wrong with the file is told when it is read.
}
