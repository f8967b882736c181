/**
 * A job that brings a code list up to date: its source is landed and read, compared with the list in force, and the
 * site's own file is written. Nothing goes to KomMonitor.
 */
import path from 'node:path';
import { stopsRun, finding, type Finding } from '../core/finding.ts';
import type { LandedDelivery } from '../core/delivery.ts';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import { LANGUAGES } from '../mapping/catalogue.ts';
import { findingDesk } from '../mapping/finding-desk.ts';
import type { Job } from '../mapping/job.ts';
import { checkSection, loadYaml } from '../mapping/load.ts';
import { configurationError } from '../mapping/problem.ts';
import { readCodes, type DeliveredCodes } from '../mapping/read-codes.ts';
import type { RefreshRule } from '../mapping/refresh.ts';
import { refreshCodes } from '../mapping/refreshed-codes.ts';
import { codesYaml } from '../mapping/write-codes.ts';
import { openLanding, type Landing } from './land.ts';
import type { RunRecord } from './ledger.ts';
import type { EnginePorts } from './ports.ts';
import { finish, guarded, type RunReport } from './run-frame.ts';
import { replaceFile } from './replace-file.ts';
import { layoutNamed, sourceNamed } from './source-options.ts';

export interface RefreshQuestion {
  readonly job: Job;
  readonly rule: RefreshRule;
  /** `check` and `plan` write nothing. */
  readonly kind: Extract<RunRecord['kind'], 'check' | 'plan' | 'sync'>;
  /** Day the source refers to, where it does not say so itself. */
  readonly date?: ReferenceDate | undefined;
  /** A run that was begun already. */
  readonly run?: RunRecord | undefined;
}

export async function refreshRun(question: RefreshQuestion, ports: EnginePorts): Promise<RunReport> {
  const { job, kind } = question;
  const run = question.run ?? (await ports.ledger.startRun({ job: job.id, kind }));
  return guarded(run, ports, async () => {
    const draft = await draftList(question, ports);
    const end = (
      state: 'check_failed' | 'no_change' | 'draft' | 'refreshed',
      more: readonly Finding[] = [],
    ) => finish(run, { state }, { fresh: [...draft.findings, ...more] }, ports);
    if (draft.text === undefined) return end('check_failed');
    const place = { file: draft.file, row: 0 };
    if (!draft.changed) {
      const facts = { found: question.rule.codes, expected: draft.asOf };
      return end('no_change', [finding('mapping.codes-current', place, facts)]);
    }
    if (kind !== 'sync') return end('draft');
    ports.events.stage('Codeliste schreiben');
    await replaceFile(path.join(ports.folders.site, draft.file), draft.text);
    const facts = { found: draft.file, expected: String(draft.codes) };
    return end('refreshed', [finding('mapping.codes-written', place, facts)]);
  });
}

interface Draft {
  /** Below the site: `mappings/codes/ags-nrw.yaml`. */
  readonly file: string;
  /** Undefined where findings forbid to go on. */
  readonly text: string | undefined;
  readonly changed: boolean;
  /** For people. */
  readonly asOf: string;
  /** Codes in force after the refresh. */
  readonly codes: number;
  readonly findings: readonly Finding[];
}

async function draftList(question: RefreshQuestion, ports: EnginePorts): Promise<Draft> {
  const { job, rule } = question;
  const present = ports.catalogue.codes.get(rule.codes);
  // A file of another name with the same id would be a second list.
  const name = present ? path.basename(present.origin.file) : `${rule.codes}.yaml`;
  const file = `${LANGUAGES.codes.folder}/${name}`;
  const findings: Finding[] = [];
  const nothing = { file, text: undefined, changed: false, asOf: '', codes: 0, findings };

  const landing = await openLanding(ports);
  try {
    const newest = await newestDelivery(question, { ports, landing, findings });
    if (!newest || stopsRun(findings)) return nothing;
    const place = { file: newest.file, row: 0 };
    const { list, changed, findings: compared } = refreshCodes(present, newest.delivered, rule, place);
    findings.push(...compared);
    if (!list) return nothing;

    const text = codesYaml(list, job.id);
    const checked = loadYaml(text, file, LANGUAGES.codes.schema);
    if (!checked.ok) throw configurationError(checked.problems);
    const codes = list.editions.at(-1)?.codes.size ?? 0;
    return { file, text, changed, asOf: germanDate(list.source.asOf), codes, findings };
  } finally {
    await landing.clear();
  }
}

interface Means {
  readonly ports: EnginePorts;
  readonly landing: Landing;
  readonly findings: Finding[];
}

interface Newest {
  readonly file: string;
  readonly delivered: DeliveredCodes;
}

/** Old editions may lie beside the new one; the newest by its own day counts. */
async function newestDelivery(
  { job, rule, date }: RefreshQuestion,
  means: Means,
): Promise<Newest | undefined> {
  const { ports, landing, findings } = means;
  const { origin } = job;
  const source = sourceNamed(ports, rule.connector, { origin, path: ['refresh', 'connector'] });
  const config = checkSection(rule.config, source.configSchema, { origin, path: ['refresh', 'config'] });
  const context = { deliveries: ports.folders.deliveries, signal: ports.signal, secret: ports.secret };
  let newest: Newest | undefined;
  let offers = 0;
  for await (const offer of source.list(config as never, context)) {
    offers += 1;
    ports.events.stage(`${offer.file} lesen und prüfen`);
    const landed = await landing.land(source, config, offer);
    const delivered = await readDelivery(landed, { job, rule, date }, { ports, findings });
    if (delivered && (!newest || newest.delivered.asOf < delivered.asOf))
      newest = { file: offer.file, delivered };
  }
  if (offers > 0) return newest;
  throw new SyncError({
    code: 'source.nothing-found',
    kind: 'source',
    message: `Zur Codeliste „${rule.codes}“ liegt keine Datei da.`,
    hint: 'Legen Sie die amtliche Datei in den Lieferordner, oder berichtigen Sie „files“ im Auftrag.',
  });
}

async function readDelivery(
  delivery: LandedDelivery,
  { job, rule, date }: Omit<RefreshQuestion, 'kind'>,
  { ports, findings }: Pick<Means, 'ports' | 'findings'>,
): Promise<DeliveredCodes | undefined> {
  const written = { origin: job.origin, path: ['refresh', 'layout'] };
  const source = sourceNamed(ports, rule.connector, written);
  const { layout, options } = layoutNamed(source, rule.layout, written);
  if (layout.kind !== 'tables' || layout.holdsPersons?.(options))
    throw new RangeError(`layout ${rule.layout.form} holds no codes`);
  const report = (found: Finding) => void findings.push(found);
  const desk = findingDesk(delivery.file, report);
  const tables = layout.read(delivery, options, { signal: ports.signal, report });
  const codes = await readCodes(tables, rule, { fileName: delivery.file, desk, date });
  desk.close();
  return codes;
}
