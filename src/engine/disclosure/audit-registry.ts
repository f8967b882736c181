/**
 * Audits what could ever be read of a target, from the registry alone: chain and seals, public within intern, values
 * that were corrected by too little, hidden figures that were open, hidden figures that follow from sums over areas.
 * Needs no deliveries and knows no hidden value; so it finds differences, and no intervals.
 */
import { finding, stopsRun, type Finding } from '../../core/finding.ts';
import { germanDate, parseReferenceDate } from '../../core/reference-date.ts';
import { beyondInner, closeValues, derivableParts } from '../../disclosure/audit-facts.ts';
import { SyncError } from '../../errors.ts';
import type { Circle, ClassNumber } from '../../mapping/policy-class.ts';
import { smallestCorrection, thresholdOf } from '../../mapping/policy-thresholds.ts';
import type { Policy } from '../../mapping/policy.ts';
import type { EnginePorts } from '../ports.ts';
import { classOf } from '../protect/figure-table.ts';
import { sidesOf } from '../protect/sides.ts';
import type { ReleaseProtocol, ReleaseRecord } from '../release-registry.ts';
import { sumsOver } from './area-sums.ts';
import { figureWords } from './figure-words.ts';
import { CIRCLES, everOpen, hasBoth, hiddenNow, statesOf, type Known, type Read } from './registry-states.ts';

export interface RegistryQuestion {
  /** Address; what the registry knows it by. */
  readonly target: string;
  /** Beginning of an id; undefined: all. */
  readonly release?: string | undefined;
}

export interface AuditedRelease {
  readonly record: ReleaseRecord;
  readonly protocol: ReleaseProtocol;
}

export interface RegistryAudit {
  readonly target: string;
  readonly state: 'sound' | 'unsound';
  readonly releases: readonly AuditedRelease[];
  /** Figures that could ever be read. */
  readonly circles: Readonly<Record<Circle, number>>;
  readonly derivable: { readonly sums: number; readonly figures: number };
  readonly findings: readonly Finding[];
}

const WHO: Readonly<Record<Circle, string>> = { intern: 'innerer Kreis', public: 'Öffentlichkeit' };
/** Of one kind for each circle; their number is told in the last one. */
const LISTED = 20;

type Ports = Pick<EnginePorts, 'ledger' | 'catalogue' | 'events'>;

/** Throws `registry.broken` or `registry.damaged` (kind local) where chain or seals do not hold. */
export async function auditRegistry(
  { target, release }: RegistryQuestion,
  ports: Ports,
): Promise<RegistryAudit> {
  ports.events.stage('Kette und Siegel prüfen');
  const all: Read[] = [];
  for (const record of await ports.ledger.releases(target))
    all.push({ record, content: await ports.ledger.releaseContent(record.id) });
  const wanted = release === undefined ? all : all.filter(({ record }) => record.id.startsWith(release));
  if (release !== undefined && wanted.length !== 1) throw notOne(release, all);
  // One release is judged together with everything that could be read before it, not with what came later.
  const upTo = release === undefined ? all : all.slice(0, all.indexOf(wanted[0] as Read) + 1);

  const classes = quantityClasses(ports);
  const findings = new Set<Finding>();
  const isListed = new Set(wanted.map(({ record }) => record.id));
  const states = statesOf(upTo);
  const open = { intern: everOpen(upTo, ['intern', 'public']), public: everOpen(upTo, ['public']) };
  ports.events.stage('Freigaben gegeneinander prüfen');
  for (const [id, { intern, public: outer }] of states) {
    if (!isListed.has(id) || !hasBoth(upTo, id)) continue;
    report(findings, beyondInner(intern, outer), (figure) =>
      finding('disclosure.audit-beyond', place(id), { found: figureWords(figure) }),
    );
  }
  const sums: Record<Circle, number> = { intern: 0, public: 0 };
  let derived = 0;
  for (const circle of CIRCLES) {
    const known = open[circle];
    const policy = policyOf(upTo, ports);
    const classAt = (figure: string): ClassNumber => classes.get(figure.split('|', 1)[0] ?? '') ?? 1;
    if (policy)
      report(
        findings,
        closeValues(valuesOnly(known), (figure) => smallestCorrection(policy, circle, classAt(figure))),
        ({ figure, least }) =>
          finding(
            'disclosure.audit-close',
            { ...place(), column: WHO[circle] },
            { found: figureWords(figure), expected: String(least) },
          ),
      );
    const newest = [...states.values()].at(-1)?.[circle];
    const hidden = hiddenNow(upTo, circle);
    report(
      findings,
      [...hidden].filter((figure) => known.has(figure)),
      (figure) =>
        finding(
          'disclosure.audit-was-open',
          { ...place(), column: WHO[circle] },
          {
            found: figureWords(figure),
            expected: dayWords(known.get(figure)?.since ?? ''),
          },
        ),
    );
    if (!newest || !policy) continue;
    const areaSums = await sumsOver([...known.keys(), ...hidden], ports);
    sums[circle] = areaSums.length;
    const follows = derivableParts(areaSums, (figure) => known.get(figure)?.values.at(-1)).filter(
      ({ figure, value }) =>
        hidden.has(figure) &&
        isCounted(figure) &&
        isSmall(value, thresholdOf(policy, circle, classAt(figure))),
    );
    derived += follows.length;
    report(findings, follows, ({ figure, from }) =>
      finding(
        'disclosure.audit-derivable',
        { ...place(), column: WHO[circle] },
        {
          found: figureWords(figure),
          expected: `${from.length} weitere Zahlen derselben Summe`,
        },
      ),
    );
  }
  const list = [...findings];
  return {
    target,
    state: stopsRun(list) ? 'unsound' : 'sound',
    releases: wanted.map(({ record, content }) => ({ record, protocol: content.protocol })),
    circles: { intern: open.intern.size, public: open.public.size },
    derivable: { sums: sums.intern + sums.public, figures: derived },
    findings: list,
  };
}

/** Of amounts no least count is asked. */
function isSmall(value: number, n: number): boolean {
  return Number.isInteger(value) && value > 0 && value < n;
}

/** Balances may be small and negative; no rule hides them for themselves. */
function isCounted(figure: string): boolean {
  return !/(^|\+)-/.test(figure.split('|', 1)[0] ?? '');
}

function report<T>(into: Set<Finding>, found: readonly T[], told: (one: T) => Finding): void {
  for (const one of found.slice(0, LISTED)) into.add(told(one));
  if (found.length <= LISTED) return;
  const last = told(found[LISTED] as T);
  into.add({ ...last, found: `${last.found ?? ''} und ${found.length - LISTED - 1} weitere` });
}

function place(release?: string) {
  return {
    file: release === undefined ? 'Verzeichnis der Freigaben' : `Freigabe ${release.slice(0, 8)}`,
    row: 0,
  };
}

function valuesOnly(known: ReadonlyMap<string, Known>): Map<string, readonly number[]> {
  return new Map([...known].map(([figure, { values }]) => [figure, values]));
}

/** The newest one that the catalogue still knows: which rules hold is a matter of today. */
function policyOf(releases: readonly Read[], { catalogue }: Ports): Policy | undefined {
  return releases
    .map(({ record }) => catalogue.policies.get(record.policy.id))
    .findLast((one) => one !== undefined);
}

/** The strictest class in which a quantity is published, by its name. */
function quantityClasses({ catalogue }: Ports): Map<string, ClassNumber> {
  const classes = new Map<string, ClassNumber>();
  for (const { formula, disclosureClass } of catalogue.indicators.values()) {
    if (formula.kind !== 'count' && formula.kind !== 'rate') continue;
    const { quantity } = sidesOf(formula).numerator;
    const own = classOf({ disclosureClass });
    classes.set(quantity, Math.max(own, classes.get(quantity) ?? 0) as ClassNumber);
  }
  return classes;
}

function dayWords(iso: string): string {
  const day = parseReferenceDate(iso);
  return day ? germanDate(day) : iso;
}

function notOne(release: string, all: readonly Read[]): SyncError {
  const known = all.slice(-5).map(({ record }) => record.id.slice(0, 8));
  return new SyncError({
    code: 'registry.unknown',
    kind: 'usage',
    message: `Eine einzelne Freigabe, die mit „${release}“ beginnt, ist für dieses Ziel nicht verzeichnet.`,
    hint:
      known.length === 0
        ? 'Für dieses Ziel ist noch nichts freigegeben worden.'
        : `Die neuesten sind: ${known.join(', ')}.`,
  });
}
