/** Does a sheet hold the sections and rows that are expected? What is missing and what is new are findings. */
import type { ReportRow } from '../../src/sdk/index.ts';
import type { Sections } from './kommunal-sections.ts';
import type { FigureRow } from './section-rows.ts';

/** The figures of known sections; those of others are told and left out. A section without labels may have any rows. */
export function knownFigures(
  figures: readonly FigureRow[],
  sections: Sections,
  report: ReportRow,
): readonly FigureRow[] {
  const found = new Map<string, Set<string>>();
  const told = new Set<string>();
  const known = figures.filter((figure) => {
    const title = figure.section?.title ?? '';
    const labels = sections[title];
    if (!labels) {
      if (!told.has(title))
        report('jobcenter.section-unknown', figure.section?.row ?? figure.row, { found: title });
      told.add(title);
      return false;
    }
    if (labels.length > 0 && !labels.includes(figure.label))
      report('jobcenter.row-unknown', figure.row, { found: figure.label, expected: title });
    found.set(title, (found.get(title) ?? new Set()).add(figure.label));
    return true;
  });
  for (const [title, labels] of Object.entries(sections)) {
    const present = found.get(title);
    if (!present) report('jobcenter.section-missing', 0, { expected: title });
    for (const label of present ? labels : [])
      if (!present?.has(label)) report('jobcenter.row-missing', 0, { found: title, expected: label });
  }
  return known;
}

/** The sections of a sheet as they are, for a proposal. */
export function sectionsOf(figures: readonly FigureRow[]): Record<string, string[]> {
  const sections: Record<string, string[]> = {};
  for (const { section, label } of figures) (sections[section?.title ?? ''] ??= []).push(label);
  return sections;
}
