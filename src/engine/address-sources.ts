/**
 * What a level's section `assignment` names, read once per run: street directory, renamings, official coordinates,
 * lists of protected addresses and institutions. All of it is checked before the record of any person is read.
 */
import { finding, stopsRun, type Finding } from '../core/finding.ts';
import { addDays, germanDate, type ReferenceDate } from '../core/reference-date.ts';
import type { AssignmentSources } from '../mapping/assignment.ts';
import type { Level } from '../mapping/level.ts';
import type { TableSource } from '../mapping/table-source.ts';
import type { AddressPoint } from '../spatial/assign/address-point.ts';
import { ALIAS_COLUMNS, readAliases, type Alias } from '../spatial/assign/aliases.ts';
import type { DirectoryRow } from '../spatial/assign/directory-row.ts';
import type { Address } from '../spatial/assign/match-result.ts';
import { readAddresses } from '../spatial/assign/read-addresses.ts';
import { readBuildingReferences } from '../spatial/assign/read-building-references.ts';
import { readHouseCoordinates } from '../spatial/assign/read-house-coordinates.ts';
import { readKglDirectory, type KglOptions } from '../spatial/assign/read-kgl.ts';
import { readVotemanager, VOTEMANAGER_COLUMNS } from '../spatial/assign/read-votemanager.ts';
import { sourceTables, type SectionMeans, type SourceTable } from './source-tables.ts';

/** A file, and the name under which findings speak of it. */
export interface NamedRows<Row> {
  readonly file: string;
  readonly rows: readonly Row[];
}

export interface AddressSources {
  readonly gemeindeLevel: AssignmentSources['gemeindeLevel'];
  readonly directory: readonly NamedRows<DirectoryRow>[];
  readonly aliases: readonly NamedRows<Alias>[];
  readonly points: readonly NamedRows<AddressPoint>[];
  readonly protected: readonly Required<Address>[];
  readonly institutions: readonly Required<Address>[];
  /** For the lineage. Without the protected addresses: a list so short can be guessed from its hash. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

type Means = Omit<SectionMeans, 'origin' | 'path'>;

/** Undefined where something of it cannot be used; then a finding that stops the run says what. */
export async function readAddressSources(level: Level, means: Means): Promise<AddressSources | undefined> {
  const { assignment } = level;
  if (!assignment) throw new RangeError(`level ${level.id} assigns nothing`);
  const found: Finding[] = [];
  const report = (one: Finding) => {
    found.push(one);
    means.report(one);
  };
  const files = new Map<string, string>();
  const tablesOf = (section: TableSource | undefined, member: string) =>
    section ? noting(section, member, files, { ...means, report, origin: level.origin }) : nothing();

  const sources: AddressSources = {
    gemeindeLevel: assignment.gemeindeLevel,
    directory: await readDirectory(level, assignment, { tablesOf, report }),
    aliases: await collect(tablesOf(assignment.aliases, 'aliases'), (table) =>
      readAliases(table, ALIAS_COLUMNS, report),
    ),
    points: await collect(tablesOf(assignment.coordinates, 'coordinates'), (table) =>
      readPointsOf(assignment, table, report),
    ),
    protected: await readList(tablesOf(assignment.protected, 'protected'), report),
    institutions: await readList(tablesOf(assignment.institutions, 'institutions'), report),
    files: [...files].map(([name, sha256]) => ({ name, sha256 })),
  };
  return stopsRun(found) ? undefined : sources;
}

type TablesOf = (section: TableSource | undefined, member: string) => AsyncIterable<SourceTable>;
type Report = (finding: Finding) => void;

/** A votemanager file names no validity: each edition holds until the next one begins. */
async function readDirectory(
  { origin }: Level,
  { directory }: AssignmentSources,
  { tablesOf, report }: { readonly tablesOf: TablesOf; readonly report: Report },
): Promise<readonly NamedRows<DirectoryRow>[]> {
  const tables = tablesOf(directory, 'directory');
  if (!directory) return [];
  if (directory.kind === 'kgl') {
    const { columns, gemeinde } = directory;
    const options: KglOptions = { columns, ...(gemeinde === undefined ? {} : { gemeinde }) };
    return collect(tables, (table) => readKglDirectory(table, options, report));
  }
  const editions = directory.editions.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const read = await collect(tables, async (table) => {
    const index = editions.findIndex(({ file }) => file === table.file);
    const edition = editions[index];
    if (!edition) {
      report(finding('assignment.edition-unlisted', { file: table.file, row: 0 }, { found: origin.file }));
      return [];
    }
    const rows = await readVotemanager(table, directory.columns ?? VOTEMANAGER_COLUMNS, report);
    return rows.map((row) => ({ ...row, ...validity(edition.validFrom, editions[index + 1]?.validFrom) }));
  });
  for (const { file, validFrom } of editions)
    if (!read.some((one) => one.file === file)) {
      const facts = { found: file, expected: germanDate(validFrom) };
      report(finding('assignment.edition-missing', { file: origin.file, row: 0 }, facts));
    }
  return read;
}

function validity(validFrom: ReferenceDate, next: ReferenceDate | undefined) {
  return { validFrom, validTo: next === undefined ? null : addDays(next, -1) };
}

async function readPointsOf(
  { coordinates }: AssignmentSources,
  table: SourceTable['table'],
  report: Report,
): Promise<readonly AddressPoint[]> {
  if (!coordinates) return [];
  const read = coordinates.kind === 'gebref' ? readBuildingReferences : readHouseCoordinates;
  const points: AddressPoint[] = [];
  for await (const point of read(table, coordinates, report)) points.push(point);
  return points;
}

async function readList(
  tables: AsyncIterable<SourceTable>,
  report: Report,
): Promise<readonly Required<Address>[]> {
  const lists = await collect(tables, async (table) => (await readAddresses(table, report)) ?? []);
  return lists.flatMap(({ rows }) => rows);
}

async function collect<Row>(
  tables: AsyncIterable<SourceTable>,
  read: (table: SourceTable['table']) => Promise<readonly Row[]>,
): Promise<NamedRows<Row>[]> {
  const all: NamedRows<Row>[] = [];
  for await (const { table } of tables) all.push({ file: table.file, rows: await read(table) });
  return all;
}

async function* noting(
  section: TableSource,
  member: string,
  files: Map<string, string>,
  means: Omit<SectionMeans, 'path'>,
): AsyncGenerator<SourceTable> {
  for await (const found of sourceTables(section, { ...means, path: ['assignment', member] })) {
    if (member !== 'protected') files.set(found.delivery.file, found.delivery.sha256);
    yield found;
  }
}

async function* nothing(): AsyncGenerator<SourceTable> {
  // A section that is not there has no tables.
}
