/** Points of a GML file as a table: the properties of each, and its position with the names of the axes. */
import { finding } from '../core/finding.ts';
import type { RawRow, Table } from '../core/table.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import { oneGeometry, readGmlFeatures, surveyGml, type GmlOptions, type GmlSurvey } from './gml.ts';
import type { GmlFeature } from './gml-properties.ts';
import type { Report, SourceFile } from './source-file.ts';

export const POSITION_COLUMNS = ['position_east', 'position_north'] as const;

const BATCH = 1000;

/**
 * Undefined after a finding. A feature without a point is no row but a finding. Properties called X and Y are
 * passed on as they stand: which of them is the east value differs from service to service.
 */
export async function readGmlPoints(
  source: SourceFile,
  options: GmlOptions,
  report: Report,
): Promise<Table | undefined> {
  const survey = await surveyGml(source, options, report);
  if (!survey) return undefined;
  const names = [...survey.columns, ...POSITION_COLUMNS];
  const columns = names.map((name, index) => ({ position: index + 1, path: [name] }));
  return {
    file: source.file,
    titles: [],
    columns,
    rows: rowsOf({ source, options, survey, report }),
    notes: [],
  };
}

interface Reading {
  readonly source: SourceFile;
  readonly options: GmlOptions;
  readonly survey: GmlSurvey;
  readonly report: Report;
}

async function* rowsOf(reading: Reading): AsyncGenerator<readonly RawRow[]> {
  let batch: RawRow[] = [];
  for await (const feature of readGmlFeatures(reading.source, reading.options)) {
    const row = rowOf(feature, reading);
    if (row) batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function rowOf(feature: GmlFeature, { source, survey, report }: Reading): RawRow | undefined {
  const { row, properties } = feature;
  let told = false;
  const tell = (code: FindingCode, found: string) => {
    told = true;
    report(finding(code, { file: source.file, row }, { found }));
  };
  const { geometry, otherType } = oneGeometry(feature, survey, tell);
  if (geometry?.type === 'Point') {
    const own = survey.columns.map((name) => properties[name] ?? '');
    return { row, cells: [...own, ...geometry.coordinates.map((value) => ({ value }))] };
  }
  if (!told) tell('format.no-point', geometry?.type ?? otherType ?? 'keine Geometrie');
  return undefined;
}
