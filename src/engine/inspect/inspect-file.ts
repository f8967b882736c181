/**
 * A first look at a file that nobody has described yet: what it is, a profile or level that would read it, and the
 * proof that this runs. Writes nothing, needs no site; of a file that looks like persons it tells nothing.
 */
import { likelyPersonSign } from '../../core/person-signs.ts';
import type { LandedDelivery } from '../../core/delivery.ts';
import { finding, type Finding } from '../../core/finding.ts';
import { referenceDate, type ReferenceDate } from '../../core/reference-date.ts';
import { openText } from '../../formats/encoding.ts';
import { isZip, readHead } from '../../formats/magic.ts';
import { probeWorkbook } from '../../formats/workbook-probe.ts';
import { proposeProfile, type ProfileProposal } from '../../mapping/propose-profile.ts';
import { tableCollector, type TableFacts } from '../../mapping/propose/table-facts.ts';
import type { EnginePorts } from '../ports.ts';
import { inspectLayer } from './inspect-layer.ts';
import { inspectedFile } from './inspected-file.ts';
import type { Inspection, RecognisedForm } from './inspection.ts';
import { ofPersons } from './of-persons.ts';
import { proveProfile } from './prove-profile.ts';
import { recognise, type Recognised } from './recognise.ts';
import { sheetReports, tableReport, textReport } from './structure.ts';

export interface InspectPorts extends Pick<EnginePorts, 'sources' | 'signal'> {
  readonly folders: Pick<EnginePorts['folders'], 'grids'>;
}

export interface InspectQuestion {
  /** Absolute path of the file. */
  readonly file: string;
  readonly connector?: string | undefined;
  readonly form?: string | undefined;
  /** Id of the spatial level that the areas belong to. */
  readonly level?: string | undefined;
  readonly date?: ReferenceDate | undefined;
}

/** Lent to the proof where neither delivery nor operator names a day; never written down. */
const LENT_DATE = referenceDate('2000-12-31');

export async function inspectFile(question: InspectQuestion, ports: InspectPorts): Promise<Inspection> {
  const delivery = await inspectedFile(question.file, ports.signal);
  const { persons, forms } = await recognise(delivery, ports.sources, question, ports.signal);
  if (persons) return ofPersons(delivery, signOf(persons.proposal.because));

  const { file, bytes, sha256 } = delivery;
  const start: Inspection = {
    file,
    bytes,
    sha256,
    state: 'no-proposal',
    text: await textReport(delivery),
    sheets: await sheetReports(delivery),
    recognised: forms.map(recognisedForm),
    tables: [],
    layer: null,
    proposal: null,
    missing: [],
    proof: null,
    findings: [],
  };
  const [best] = forms;
  if (!best) return { ...start, findings: [...(await whyUnread(delivery)), notRecognised(delivery)] };
  if (best.layout.kind === 'polygons') return inspectLayer(start, { best, delivery, question, ports });
  return inspectTables(start, { best, delivery, question, ports });
}

export interface InspectMeans {
  readonly best: Recognised;
  readonly delivery: LandedDelivery;
  readonly question: InspectQuestion;
  readonly ports: InspectPorts;
}

async function inspectTables(start: Inspection, means: InspectMeans): Promise<Inspection> {
  const { best, delivery, question, ports } = means;
  const findings: Finding[] = [];
  const read = await readTables(means, findings);
  // Rows with figures below the end of a table are no notes, and nobody knows what stands in them.
  const isCut = findings.some(({ code }) => code === 'format.rows-after-end');
  const groups = isCut ? read.map((group) => ({ ...group, notes: [] })) : read;
  const sign = groups
    .map(({ columns, sample }) =>
      likelyPersonSign(
        columns.map(({ label }) => label),
        sample,
      ),
    )
    .find((one) => one !== undefined);
  if (sign !== undefined) return ofPersons(delivery, sign);

  const table = groups.reduce<TableFacts | undefined>((a, b) => (a && a.rows >= b.rows ? a : b), undefined);
  if (!table) return { ...start, findings };
  const proposal = proposeProfile({
    file: delivery.file,
    connector: best.source.id,
    layout: { form: best.form, ...best.proposal.options },
    signs: best.proposal.signs,
    level: question.level,
    table,
  });
  const tables = groups.map((group) =>
    tableReport(group, group === table && 'roles' in proposal ? proposal.roles : undefined),
  );
  if (!('yaml' in proposal)) return { ...start, tables, findings, missing: proposal.missing };
  const { proof, findings: met } = await proveProfile(proposal, {
    ports,
    delivery,
    date: question.date ?? LENT_DATE,
    lent: question.date === undefined,
  });
  return {
    ...start,
    state: proof.runs ? 'runs' : 'does-not-run',
    tables,
    proposal: reportOf(proposal),
    missing: [...proposal.missing, ...otherTables(groups)],
    proof,
    findings: met,
  };
}

async function readTables(
  { best, delivery, ports }: InspectMeans,
  findings: Finding[],
): Promise<readonly TableFacts[]> {
  const { layout, proposal } = best;
  if (layout.kind !== 'tables') return [];
  const context = { signal: ports.signal, report: (one: Finding) => void findings.push(one) };
  const collector = tableCollector();
  for await (const table of layout.read(delivery, layout.options.parse(proposal.options), context))
    await collector.add(table);
  return collector.facts();
}

function otherTables(groups: readonly TableFacts[]): string[] {
  return groups.length < 2
    ? []
    : [
        `Die Datei enthält ${groups.length} Tabellen verschiedenen Aufbaus; der Vorschlag beschreibt die größte.`,
      ];
}

function reportOf({ id, yaml, checks }: ProfileProposal): Inspection['proposal'] {
  return { kind: 'profile', id, yaml, checks };
}

export function recognisedForm({ source, form, proposal }: Recognised): RecognisedForm {
  return { connector: source.id, form, certainty: proposal.certainty, because: proposal.because };
}

/** What the plain readers say of a file that no form takes: empty, binary, protected, hidden sheets and the like. */
async function whyUnread(delivery: LandedDelivery): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (isZip(await readHead(delivery.path))) findings.push(...(await probeWorkbook(delivery)).findings);
  else await openText(delivery, {}, (one) => void findings.push(one));
  return findings.filter(
    ({ code }) => code !== 'format.encoding-unknown' && code !== 'format.not-a-workbook',
  );
}

function notRecognised({ file }: LandedDelivery): Finding {
  return finding('inspect.not-recognised', { file, row: 0 });
}

/** The part in brackets of the layout's own sentence. */
function signOf(because: string): string {
  return /\(([^)]*)\)/.exec(because)?.[1] ?? because;
}
