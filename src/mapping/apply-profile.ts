/**
 * Labelled tables to observations, as a profile says. Streams; what cannot be read is a finding and yields no
 * observation. Whether areas exist and whether figures are complete is checked elsewhere.
 */
import type { Finding, FindingFacts } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import type { Observation } from '../core/observation.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Table } from '../core/table.ts';
import { areaReader } from './area-reader.ts';
import { areaRegister } from './area-register.ts';
import { bindColumns, type ReportColumn } from './bind-columns.ts';
import { breakdownPool, codeReader } from './breakdown-reader.ts';
import type { CompiledProfile } from './compile-profile.ts';
import { findDate, writtenDate } from './date-reader.ts';
import { deliveredChecks } from './delivered-checks.ts';
import { duplicateGuard } from './duplicate-guard.ts';
import { findingDesk } from './finding-desk.ts';
import { provenColumns, type ProvenColumns } from './proven-columns.ts';
import { rowReader, type Shared } from './row-reader.ts';
import { scaleGuard } from './scale-guard.ts';

export interface ApplyContext {
  /** File name without folder: a date may stand in it. */
  readonly fileName: string;
  /** The Stichtag given by the operator, for deliveries that do not name it. */
  readonly date?: ReferenceDate;
  readonly report: (finding: Finding) => void;
}

/** Yields one batch of observations per batch of rows. Tables of one delivery share the check for duplicates. */
export async function* applyProfile(
  compiled: CompiledProfile,
  tables: AsyncIterable<Table>,
  context: ApplyContext,
): AsyncGenerator<Observation[]> {
  const desk = findingDesk(context.fileName, context.report);
  const shared: Shared = {
    compiled,
    desk,
    area: areaReader(compiled.profile.area),
    exists: areaRegister(compiled.register, desk),
    codes: Object.entries(compiled.profile.dimensions).map(([name, dimension]) =>
      codeReader(dimension, compiled.codes.get(name)),
    ),
    pool: breakdownPool(),
    guard: duplicateGuard(),
  };
  const checks = deliveredChecks(compiled.profile.checks, desk, context.fileName);
  const { measures } = compiled.profile;
  const scales = scaleGuard((name) => measures[name]?.rate === true && !measures[name].farApart, desk);
  for await (const table of tables)
    for await (const batch of applyToTable(table, context, shared)) {
      checks.note(batch);
      scales.note(batch);
      yield batch;
    }
  checks.close();
  scales.close();
  desk.close();
}

async function* applyToTable(
  table: Table,
  context: ApplyContext,
  shared: Shared,
): AsyncGenerator<Observation[]> {
  const { profile } = shared.compiled;
  const place = { file: table.file, ...(table.sheet === undefined ? {} : { sheet: table.sheet }) };
  const reportTable = (code: FindingCode, column: string | undefined, facts: FindingFacts) =>
    shared.desk.report(code, { ...place, row: 0, ...(column === undefined ? {} : { column }) }, facts);

  const bound = bindColumns(profile, table, reportTable);
  if (!bound) return;
  const date = tableDate(shared.compiled, table, context);
  if (
    date === undefined &&
    bound.date === undefined &&
    bound.values.some((column) => column.date === undefined)
  ) {
    reportNoDate(shared.compiled, table, context, reportTable);
    return;
  }
  let rows = table.rows;
  let notations: ProvenColumns['notations'] | undefined;
  if (profile.decimal === 'proven') {
    const proven = await provenColumns(rows, bound.values, reportTable);
    if (!proven) return;
    ({ rows, notations } = proven);
  }
  const reader = rowReader({ bound, date, place, shared, notations });
  for await (const batch of rows) yield batch.flatMap((row) => reader(row));
}

/** The date that holds for the whole table, where the profile looks for it there. */
function tableDate(
  { profile }: CompiledProfile,
  table: Table,
  context: ApplyContext,
): ReferenceDate | undefined {
  const rule = profile.date;
  if (rule.from === 'parameter') return context.date;
  if (rule.from !== 'fileName' && rule.from !== 'title') return undefined;
  for (const text of rule.from === 'title' ? table.titles : [context.fileName]) {
    const date = findDate(text, rule);
    if (date) return date;
  }
  return undefined;
}

/** A day that does not exist is told as such; only where nothing is written the date is missing. */
function reportNoDate(
  { profile }: CompiledProfile,
  table: Table,
  context: ApplyContext,
  report: ReportColumn,
): void {
  const rule = profile.date;
  const texts = rule.from === 'title' ? table.titles : [context.fileName];
  const dated = rule.from === 'title' || rule.from === 'fileName' ? rule : undefined;
  const written = dated && texts.map((text) => writtenDate(text, dated)).find((text) => text !== undefined);
  if (dated && written !== undefined)
    report('mapping.impossible-date', undefined, { found: written, expected: dated.format });
  else report('mapping.no-date', undefined, { found: context.fileName });
}
