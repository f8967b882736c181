/** Why a file does not fit its profile, and what a person can say about it. Changes no profile: those are files of the site. */
import type { Finding } from '../../core/finding.ts';
import type { FindingCode } from '../../core/findings/catalogue.ts';
import { SyncError } from '../../errors.ts';
import {
  columnUses,
  newVersion,
  type ColumnUse,
  type NewVersion,
  type ProfileChange,
} from '../../mapping/new-version.ts';
import { isTableProfile, type SignState, type TableProfile } from '../../mapping/profile.ts';
import { signMeanings } from '../../mapping/signs.ts';
import { similarLabels } from '../../mapping/similar-labels.ts';
import type { DeliveryBook } from '../deliveries/delivery-book.ts';
import type { EnginePorts } from '../ports.ts';
import { jobNamed } from '../prepare.ts';
import { runNamed, unknownRun } from '../run-frame.ts';
import {
  keyChange,
  keyHelp,
  type KeyAnswers,
  type KeyChange,
  type KeyHelp,
  type KeyPorts,
} from './mapping-keys.ts';
import type { ReadingBook } from './reading-book.ts';

/** Findings looked at: those about columns and signs stand at the beginning of a file's. */
const MOST_FINDINGS = 10_000;

/** A heading that the file has and the profile does not know. */
export interface StrangeColumn {
  readonly label: string;
  /** Of those that are missing the one it may be. */
  readonly suggestion: ColumnUse | undefined;
}

export interface MappingHelp {
  readonly job: { readonly id: string; readonly title: string };
  readonly profile: { readonly id: string; readonly title: string; readonly file: string };
  /** `persons`: what the columns mean is fixed in the connector. */
  readonly kind: 'figures' | 'persons';
  /** Run whose findings this is made of. */
  readonly run: string | undefined;
  /** Of the profile; those the file has, and those it lacks. */
  readonly found: readonly ColumnUse[];
  readonly missing: readonly ColumnUse[];
  readonly strange: readonly StrangeColumn[];
  /** Columns that the file has under headings which nobody may see: the first row may be a person. */
  readonly unnamed: number;
  readonly ignored: readonly string[];
  readonly signs: readonly SignRow[];
  readonly decimal: TableProfile['decimal'];
  readonly thousands: TableProfile['thousands'];
  /** Names of the levels whose keys are expected. */
  readonly levels: readonly string[];
  /** Undefined where the run has met no unknown key. */
  readonly keys: KeyHelp | undefined;
}

export interface SignRow {
  readonly sign: string;
  /** As the run says; undefined where it says nothing of it. */
  readonly times: number | undefined;
  readonly state: SignState | undefined;
}

export interface MappingDesk {
  /**
   * Throws SyncError `job.unknown` (kind usage), `run.unknown` (kind usage) and `mapping.no-profile` (kind usage) where the
   * job has no such profile.
   */
  mappingHelp(of: {
    readonly job: string;
    readonly profile?: string;
    readonly run?: string;
  }): Promise<MappingHelp>;
  /** The profile's text with the change in it; nothing is written. */
  proposeVersion(profile: string, change: ProfileChange): NewVersion;
  /** What the answers about keys change; nothing is written. */
  proposeKeys(help: MappingHelp, answers: KeyAnswers): KeyChange;
}

/** Signs of official tables (DIN 55301) that are asked for in any case. */
const COMMON_SIGNS = ['', '-', '–', '.', '/', 'x', '…', '*'];
const BY_NUMBER = /^Nr\. \d+$/;
const STRANGE: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'mapping.unknown-column',
  'format.column-unexpected',
]);
const MISSING: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'mapping.missing-column',
  'format.column-missing',
]);

export function mappingDesk({
  ports,
  ledger,
}: {
  readonly ports: EnginePorts;
  readonly ledger: Pick<ReadingBook, 'findingPart'> &
    Pick<DeliveryBook, 'runDeliveries'> &
    KeyPorts['ledger'];
}): MappingDesk {
  const { catalogue } = ports;
  return {
    async mappingHelp({ job: named, profile: wanted, run }) {
      const job = jobNamed(ports, named);
      if (run !== undefined && (await runNamed(run, ports)).job !== named) throw unknownRun(run);
      const read = run === undefined ? [] : await ledger.runDeliveries(run);
      const own = job.intake.map(({ profile }) => profile);
      const refused = read.find((each) => each.refused && own.includes(each.profile)) ?? read[0];
      const profile = catalogue.profiles.get(wanted ?? refused?.profile ?? own[0] ?? '');
      if (!profile || !own.includes(profile.id)) throw noProfile();
      const files = new Set(read.filter((each) => each.profile === profile.id).map(({ file }) => file));
      const findings =
        run === undefined ? [] : await ledger.findingPart(run, { offset: 0, limit: MOST_FINDINGS });
      const told = findings.filter(({ place }) => files.size === 0 || files.has(place.file));
      const isTable = isTableProfile(profile);
      const labels = texts(told, STRANGE, ({ found }) => found);
      const gone = new Set(texts(told, MISSING, ({ expected }) => expected));
      const uses = isTable ? columnUses(profile) : [];
      const missing = uses.filter(({ column }) => gone.has(column));
      return {
        job: { id: job.id, title: job.title },
        profile: { id: profile.id, title: profile.title, file: profile.origin.file },
        kind: isTable ? 'figures' : 'persons',
        run,
        found: uses.filter(({ column }) => !gone.has(column)),
        missing,
        strange: suggested(
          labels.filter((label) => !BY_NUMBER.test(label)),
          missing,
        ),
        unnamed: labels.filter((label) => BY_NUMBER.test(label)).length,
        ignored: isTable
          ? profile.ignoreColumns.map((column) => (typeof column === 'number' ? `Nr. ${column}` : column))
          : [],
        signs: isTable ? signRows(profile, told) : [],
        decimal: isTable ? profile.decimal : 'comma',
        thousands: isTable ? profile.thousands : 'none',
        levels: levelsOf(profile, catalogue),
        keys: isTable ? await keyHelp(profile, told, { catalogue, ledger }) : undefined,
      };
    },

    proposeVersion(id, change) {
      const { origin } = catalogue.profiles.get(id) ?? {};
      if (origin?.text === undefined) throw noProfile();
      return newVersion(origin.text, origin.file, change);
    },

    proposeKeys: ({ profile, keys }, answers) =>
      keys ? keyChange(profile, keys, answers, catalogue) : { named: new Map(), crosswalk: undefined },
  };
}

function texts(
  findings: readonly Finding[],
  codes: ReadonlySet<FindingCode>,
  text: (found: Finding) => string | undefined,
): string[] {
  return [...new Set(findings.filter(({ code }) => codes.has(code)).flatMap((each) => text(each) ?? []))];
}

function suggested(labels: readonly string[], missing: readonly ColumnUse[]): StrangeColumn[] {
  const alike = similarLabels(
    missing.map(({ column }) => column),
    labels,
  );
  return labels.map((label) => ({
    label,
    suggestion: missing.find(({ column }) => alike.get(column) === label),
  }));
}

/** Those of the profile, those that are common, and those that the run has met and nobody has explained. */
function signRows({ signs }: TableProfile, findings: readonly Finding[]): SignRow[] {
  const known = signMeanings(signs);
  const met = new Map(
    findings
      .filter(({ code }) => code === 'mapping.unknown-sign')
      .map(({ found = '', expected }) => [found, Number(expected)] as const),
  );
  const all = [...new Set([...met.keys(), ...COMMON_SIGNS, ...known.keys()])];
  return all.map((sign) => {
    const times = met.get(sign);
    return { sign, times: Number.isFinite(times) ? times : undefined, state: known.get(sign) };
  });
}

function levelsOf(
  profile: Parameters<typeof isTableProfile>[0],
  { levels }: EnginePorts['catalogue'],
): string[] {
  const ids = isTableProfile(profile)
    ? [profile.area.level, ...profile.area.levels.map(({ level }) => level)]
    : [profile.level];
  return [...new Set(ids.flatMap((id) => (id === undefined ? [] : (levels.get(id)?.name ?? id))))];
}

function noProfile(): SyncError {
  return new SyncError({
    code: 'mapping.no-profile',
    kind: 'usage',
    message: 'Diese Quelle gibt es nicht.',
    hint: 'Öffnen Sie den Prüfbericht des Laufs noch einmal.',
  });
}
