/**
 * Looks through an .xlsx before a library loads it: is it one, is it safe, and does it hold what the library
 * would pass over in silence. Inflates every part once, part by part, and keeps nothing.
 */
import { finding, type FindingFacts } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import { SyncError } from '../errors.ts';
import { openArchive, type Archive, type ArchiveLimits } from './archive.ts';
import { isCompoundFile, isZip, readHead } from './magic.ts';
import { customFormats } from './number-format.ts';
import { newSheetFacts, scanSheetXml, type SheetFacts } from './sheet-xml.ts';
import type { Report, SourceFile } from './source-file.ts';

const LIMITS: ArchiveLimits = { entries: 5000, bytes: 200_000_000, ratio: 200 };
export const MAX_SHEET_ROWS = 50_000;
/** Merging is worked out cell by cell. */
const MAX_MERGED_CELLS = 500_000;
const STYLES = 'xl/styles.xml';
const MAX_STYLES = 10_000_000;
const XML = /\.(xml|rels|vml)$/i;
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i;
/** Both hold the records a table was made from: the pivot cache and the data model of Power Pivot. */
const RECORDS = /^xl\/(pivotCache|model)\//i;
/** Of these nothing is read and nothing run; what they mean for the figures is told. */
const TOLD: readonly (readonly [part: RegExp, code: FindingCode])[] = [
  [/^xl\/(externalLinks|queryTables)\/|^xl\/connections\.xml$/i, 'format.external-links'],
  [/^xl\/vbaProject\.bin$|^xl\/macrosheets\//i, 'format.macros'],
  [/^xl\/embeddings\//i, 'format.embedded-files'],
];
/** Names the library knows; a sheet under another name would be left out without a word. */
const KNOWN_SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;

export interface SoundWorkbook {
  /** Number formats the workbook defines itself, by their number. */
  readonly formats: ReadonlyMap<number, string>;
}

/** Answers where the workbook may be loaded. Every reason not to is reported. */
export async function guardWorkbook(source: SourceFile, report: Report): Promise<SoundWorkbook | undefined> {
  const refuse: Refuse = (code, facts = {}) => {
    report(finding(code, { file: source.file, row: 0 }, facts));
  };
  const head = await readHead(source.path);
  if (head.length === 0) return refuse('format.empty');
  if (isCompoundFile(head)) return refuse('format.password-protected-or-old');
  if (!isZip(head)) return refuse('format.not-a-workbook');

  const archive = await openArchive(source, report, LIMITS);
  if (!archive) return undefined;
  try {
    const names = archive.entries.map((entry) => entry.name);
    if (!names.includes('xl/workbook.xml')) return refuse('format.not-a-workbook');
    if (names.some((name) => RECORDS.test(name))) return refuse('format.pivot-cache');
    const strange = names.find((name) => SHEET.test(name) && !KNOWN_SHEET.test(name));
    if (strange) return refuse('format.workbook-broken', { found: strange });
    if (!(await partsAreSound(archive, refuse))) return undefined;
    for (const [part, code] of TOLD) if (names.some((name) => part.test(name))) refuse(code);
    return { formats: await formatsOf(archive) };
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    const expected = `${LIMITS.bytes / 1_000_000} MB`;
    if (error.code === 'format.archive-too-large')
      return refuse(error.code, { found: `> ${expected}`, expected });
    return refuse('format.archive-broken');
  } finally {
    archive.close();
  }
}

type Refuse = (code: FindingCode, facts?: FindingFacts) => undefined;

async function partsAreSound(archive: Archive, refuse: Refuse): Promise<boolean> {
  let sound = true;
  for (const { name } of archive.entries) {
    const facts = await examinePart(archive, name);
    const problem = facts.entities ? ENTITIES : SHEET.test(name) ? problemOf(name, facts) : undefined;
    if (problem) refuse(problem.code, problem.facts);
    if (facts.entities) return false;
    if (problem) sound = false;
  }
  return sound;
}

async function examinePart(archive: Archive, name: string): Promise<SheetFacts> {
  const facts = newSheetFacts();
  let rest = '';
  for await (const chunk of archive.read(name)) {
    if (!XML.test(name)) continue;
    rest = scanSheetXml(rest + chunk.toString('latin1'), facts);
  }
  scanSheetXml(`${rest}</c>`, facts);
  return facts;
}

/** Styles are small; the formats stand at their beginning. */
async function formatsOf(archive: Archive): Promise<ReadonlyMap<number, string>> {
  if (!archive.entries.some(({ name }) => name === STYLES)) return new Map();
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of archive.read(STYLES)) {
    parts.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_STYLES) break;
  }
  return customFormats(Buffer.concat(parts).toString('utf8'));
}

interface Problem {
  readonly code: FindingCode;
  readonly facts: FindingFacts;
}

const ENTITIES: Problem = { code: 'format.xml-entities', facts: {} };

function problemOf(name: string, facts: SheetFacts): Problem | undefined {
  if (facts.unreadable) return broken(`${name}, ${facts.unreadable}`);
  if (facts.rows > MAX_SHEET_ROWS) {
    const found = String(facts.rows);
    return { code: 'format.sheet-too-large', facts: { found, expected: String(MAX_SHEET_ROWS) } };
  }
  if (facts.mergedCells > MAX_MERGED_CELLS) return broken(`${name}, mergeCells > ${MAX_MERGED_CELLS}`);
  if (facts.uncalculated.length === 0) return undefined;
  const listed = facts.uncalculated.slice(0, 5).join(', ');
  const more = facts.uncalculated.length > 5 ? ' …' : '';
  return { code: 'format.formula-without-value', facts: { found: `${name}: ${listed}${more}` } };
}

function broken(found: string): Problem {
  return { code: 'format.workbook-broken', facts: { found } };
}
