/**
 * From the columns and rows of a delivery that nobody has described yet to a profile that a person completes. Every
 * line that is not certain carries „prüfen“; what cannot be told is listed as missing and never made up.
 */
import type { SignHint } from './propose/sign-rules.ts';
import { draftProfile, type Draft } from './propose/draft.ts';
import type { TableFacts } from './propose/table-facts.ts';
import { profileLines } from './propose/profile-lines.ts';
import { checksOf, yamlText, type Check } from './propose/yaml-lines.ts';

export interface ProposalQuestion {
  /** File name without folder: a date may stand in it. */
  readonly file: string;
  readonly connector: string;
  readonly layout: Readonly<Record<string, unknown>> & { readonly form: string };
  readonly signs?: SignHint | undefined;
  /** Id of the spatial level, where the operator has named it. */
  readonly level?: string | undefined;
  readonly table: TableFacts;
}

export type ColumnRole = 'area' | 'date' | 'dimension' | 'value' | 'quality' | 'measure' | 'rows' | 'ignored';

export interface ProfileProposal {
  readonly id: string;
  readonly yaml: string;
  readonly checks: readonly Check[];
  /** German sentences: what a person has to say before this can be published, or run at all. */
  readonly missing: readonly string[];
  /** What each column was taken for, by its position. */
  readonly roles: ReadonlyMap<number, ColumnRole>;
  /** The Stichtag has to be given with --date. */
  readonly needsDate: boolean;
}

/** Undefined, with the reasons, where no area or no figures are found. */
export function proposeProfile(
  question: ProposalQuestion,
): ProfileProposal | { readonly missing: readonly string[] } {
  const draft = draftProfile(question);
  if (!('area' in draft)) return draft;
  const lines = profileLines(question, draft);
  return {
    id: draft.id,
    yaml: yamlText(lines),
    checks: checksOf(lines),
    missing: draft.missing,
    roles: rolesOf(draft, question.table),
    needsDate: draft.date.from === 'parameter',
  };
}

function rolesOf(draft: Draft, { columns }: TableFacts): ReadonlyMap<number, ColumnRole> {
  const roles = new Map<number, ColumnRole>(columns.map(({ position }) => [position, 'ignored']));
  const { area, date, dimensions, values, rows } = draft;
  for (const { column } of rows) roles.set(column.position, 'rows');
  for (const { column } of dimensions.dimensions) roles.set(column.position, 'dimension');
  for (const column of values.kind === 'long' && draft.codes ? values.measure : [])
    roles.set(column.position, 'measure');
  for (const column of values.kind === 'long' ? [values.value] : values.values)
    roles.set(column.position, 'value');
  if (values.quality) roles.set(values.quality.position, 'quality');
  if (date.from === 'column') roles.set(date.column.position, 'date');
  roles.set(area.column.position, 'area');
  return roles;
}
