/**
 * Which section of a table a row belongs to: in one sheet Altona is a Stadtteil further up and a Bezirk further
 * down. Told by declared beginnings and lengths, or by heading rows.
 */
import { cellText, type RawRow, type ReportRow } from '../../src/sdk/index.ts';
import type { Section, SheetsOptions } from './options.ts';

/** Label of the column that holds the section. */
export const SECTION_COLUMN = 'Abschnitt';

export interface SectionReader {
  /** The row with its section as one more cell; undefined for a heading. */
  readonly place: (row: RawRow) => RawRow | undefined;
  /** Call once after the last row. */
  readonly close: () => void;
}

export function sectionReader(declared: SheetsOptions, key: number, report: ReportRow): SectionReader {
  if (declared.sections) return bySections(declared.sections, key, report);
  if (declared.headings !== undefined) return byHeadings(new RegExp(declared.headings, 'u'));
  return { place: (row) => row, close: () => undefined };
}

function byHeadings(heading: RegExp): SectionReader {
  let section = '';
  return {
    place(row) {
      const texts = row.cells.map(cellText).filter((text) => text !== '');
      const [only] = texts;
      if (only === undefined || texts.length > 1 || !heading.test(only)) return withSection(row, section);
      section = only;
      return undefined;
    },
    close: () => undefined,
  };
}

function bySections(sections: readonly Section[], key: number, report: ReportRow): SectionReader {
  let at = 0;
  let rows = 0;
  let failed = false;

  function fail(section: Section, row: number, found: string): void {
    // What follows a section that is not as declared belongs to no section for certain.
    if (!failed) report('format.section-differs', row, { found, expected: section.name });
    failed = true;
  }
  return {
    place(row) {
      if (sections[at]?.rows === rows) {
        at += 1;
        rows = 0;
      }
      const section = sections[at];
      const text = cellText(row.cells[key]);
      const last = sections.at(-1);
      if (!section) {
        if (last) fail(last, row.row, `nach ihm folgt noch „${text}“`);
      } else if (rows === 0 && text !== section.first)
        fail(section, row.row, `er beginnt mit „${text}“ statt „${section.first}“`);
      rows += 1;
      return failed ? undefined : withSection(row, section?.name ?? '');
    },
    close() {
      const section = sections[at];
      const whole = section?.rows === rows && at === sections.length - 1;
      if (section && !whole) fail(section, 0, `er hat ${rows} statt ${section.rows} Zeilen`);
    },
  };
}

function withSection(row: RawRow, section: string): RawRow {
  return { row: row.row, cells: [...row.cells, section] };
}
