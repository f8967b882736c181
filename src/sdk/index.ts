/**
 * Everything a connector may import, beside zod. What is not here belongs to the program: landing, hashing,
 * profiles, areas, disclosure control, KomMonitor.
 */
export { SyncError } from '../errors.ts';
export { finding, type Finding, type Place } from '../core/finding.ts';
export { calendarDay, germanDate, type ReferenceDate } from '../core/reference-date.ts';
export { likelyPersonSign, personSign } from '../core/person-signs.ts';
export {
  columnLabel,
  rawValue,
  type RawCell,
  type RawRow,
  type RawValue,
  type Table,
  type TableColumn,
} from '../core/table.ts';

export {
  defineConnector,
  type Connector,
  type ConnectorContext,
  type DeliveryOffer,
  type DeliveryOutcome,
  type LandedDelivery,
  type LandedFile,
  type Layout,
  type LayoutContext,
  type LayoutProposal,
  type Recognise,
} from './connector.ts';
export type { AnyConnector } from './any-connector.ts';
export { folderConfig, folderSource, type FolderConfig } from './folder.ts';
export type { FindCompanions } from './offers.ts';
export { fileOrService } from './file-or-service.ts';
export {
  countWays,
  fileConfig,
  fileSource,
  httpSecrets,
  personFileConfig,
  personFileSource,
  type FileConfig,
  type PersonFileConfig,
} from './file-source.ts';
export { wfsConfig, type WfsConfig } from './wfs-config.ts';
export { wfsSource } from './wfs-source.ts';
export { matchesName } from './match.ts';
export {
  createHttp,
  type FormPost,
  type Http,
  type HttpAnswer,
  type HttpGet,
  type HttpOptions,
} from './http.ts';

export { abortable } from './abortable.ts';
export { delimitedTable, type DelimitedTableOptions } from './delimited-table.ts';
export { labelledTable, type TableShape, type TableSource } from './labelled-table.ts';
export type { TableBody } from './body-rows.ts';
export { cellText, isBlankRow, normaliseLabel, plainLabel, rowText } from './label.ts';
export { DELIMITERS, ENCODINGS } from './text-options.ts';
export { sheetSource, sheetSources } from './sheet-sources.ts';
export { columnLetters, openSheets, type OpenedSheets, type SheetChoice } from './open-sheets.ts';
export { columnsFromHeader } from './columns.ts';
export { findColumnNumbers } from './column-numbers.ts';
export {
  textOrSheetFields,
  textOrSheetProblem,
  textOrSheetSources,
  type TextOrSheet,
} from './text-or-sheet.ts';
export {
  checkResultTable,
  isExpression,
  resultTableFields,
  resultTableOptions,
  resultTables,
  type ResultTableOptions,
} from './result-table.ts';
export { RowReader } from './row-reader.ts';
export { limitedReport, reportRow, type ReportRow } from './report-row.ts';

export { openText, type DeclaredEncoding } from '../formats/encoding.ts';
export { openPackedText } from '../formats/packed-text.ts';
export { probeText, type TextProbe } from '../formats/text-probe.ts';
export { beginningBy, proposeDelimiter, type DelimitedBeginning } from '../formats/propose-delimiter.ts';
export { readDelimited, type DelimitedRow as TextRow, type Delimiter } from '../formats/delimited.ts';
export { readFixedWidth, type FixedField } from '../formats/fixed-width.ts';
export { readWorkbook, type Sheet } from '../formats/sheet.ts';
export { fillMerges, type Merge } from '../formats/sheet-merges.ts';
export { probeWorkbook, type WorkbookProbe } from '../formats/workbook-probe.ts';
export { readGeojson } from '../formats/geojson.ts';
export { readDbfTable } from '../formats/dbf-table.ts';
export { readGeojsonPoints } from '../formats/geojson-points.ts';
export { readGml, type GmlOptions } from '../formats/gml.ts';
export { readGmlPoints } from '../formats/gml-points.ts';
export { readShapefile } from '../formats/shapefile.ts';
export { readGeopackage } from '../formats/geopackage.ts';
export type { GeoLayer, SourceFeature } from '../formats/geo-layer.ts';
