/** What disclosure control has to say to people: how much is hidden, what should be coarser, what cannot be protected. */
import type { LevelId } from '../../core/area.ts';
import { finding, type Finding, type Place } from '../../core/finding.ts';
import { germanDate, type ReferenceDate } from '../../core/reference-date.ts';
import type { ShownOf } from '../../disclosure/circle-series.ts';
import type { Figure, FigureTable } from '../../disclosure/figures.ts';
import type { CircleOutcome, ProtectedRelease } from '../../disclosure/protect-release.ts';
import type { Job } from '../../mapping/job.ts';
import type { Circle } from '../../mapping/policy-class.ts';
import type { Policy } from '../../mapping/policy.ts';
import type { Geography } from '../../statistics/geography.ts';
import type { BaseSeries } from './base-series.ts';
import { UNSAID_CLASS } from './figure-table.ts';
import type { CircleKnowledge } from './knowledge-of.ts';

export interface FindingsQuestion {
  readonly job: Job;
  readonly policy: Policy;
  readonly table: FigureTable;
  readonly protection: ProtectedRelease;
  readonly knowledge: CircleKnowledge;
  readonly shownBy: ReadonlyMap<Circle, ShownOf>;
  readonly geography: Geography;
  readonly base: readonly BaseSeries[];
}

const SHOWN = 5;
const PLACE: Place = { file: 'Geheimhaltung', row: 0 };
const WHO: Readonly<Record<Circle, string>> = { intern: 'innerer Kreis', public: 'Öffentlichkeit' };

export function releaseFindings(question: FindingsQuestion): Finding[] {
  const { protection } = question;
  return [
    ...classFindings(question),
    ...protection.circles.flatMap((outcome) => circleFindings(outcome, question)),
    ...[...question.shownBy].flatMap(([circle, shown]) => shareFindings(circle, shown, question)),
  ];
}

function classFindings({ base }: FindingsQuestion): Finding[] {
  const unsaid = new Set(
    base.flatMap(({ indicator }) => (indicator.disclosureClass === null ? [indicator.id] : [])),
  );
  return [...unsaid].map((id) =>
    finding(
      'disclosure.class-missing',
      { file: `Indikator ${id}`, row: 0 },
      { expected: String(UNSAID_CLASS) },
    ),
  );
}

function circleFindings(outcome: CircleOutcome, question: FindingsQuestion): Finding[] {
  const { circle, exposures, alreadyKnown, unfrozen } = outcome;
  const { table, geography, knowledge } = question;
  const at = { ...PLACE, column: WHO[circle] };
  const text = (id: string) => figureText(id, table.figures, geography);
  const forced = exposures.map(({ cell, witnesses }) =>
    finding('disclosure.not-protectable', at, {
      found: text(cell),
      expected:
        listed(witnesses.map((id) => knownText(id, text, knowledge[circle].readableSince(id)))) ||
        'sich selbst',
    }),
  );
  const known = alreadyKnown.map((id) =>
    finding('disclosure.already-public', at, {
      found: text(id),
      expected: germanDate((knowledge[circle].readableSince(id) ?? '') as ReferenceDate),
    }),
  );
  const loosened =
    unfrozen.length === 0
      ? []
      : [finding('disclosure.total-hidden', at, { found: listed(unfrozen.map(text)) })];
  return [...forced, ...known, ...loosened];
}

function knownText(id: string, text: (id: string) => string, since: string | undefined): string {
  return since === undefined
    ? text(id)
    : `${text(id)}, veröffentlicht seit ${germanDate(since as ReferenceDate)}`;
}

interface Share {
  readonly indicator: string;
  readonly level: LevelId;
  hidden: number;
  held: number;
  blockedByFloor: number;
  all: number;
}

function shareFindings(circle: Circle, shown: ShownOf, question: FindingsQuestion): Finding[] {
  const { table, policy, geography, job } = question;
  const shares = new Map<string, Share>();
  for (const value of table.values) {
    const { indicator, level } = value;
    const key = `${indicator}|${level}`;
    const share = shares.get(key) ?? { indicator, level, hidden: 0, held: 0, blockedByFloor: 0, all: 0 };
    shares.set(key, share);
    const how = shown(value);
    share.all += 1;
    if (how?.kind === 'held') share.held += 1;
    if (how?.kind !== 'hidden') continue;
    share.hidden += 1;
    if (how.reasons.includes('area-floor') && value.inhabitants === null) share.blockedByFloor += 1;
  }
  const wanted = [...shares.values()].filter(({ indicator }) => job.indicators.includes(indicator));
  const total = (of: (share: Share) => number) => wanted.reduce((sum, share) => sum + of(share), 0);
  const rules = `„${policy.id}“, Fassung ${policy.version}`;
  const at = { ...PLACE, column: WHO[circle] };
  const hidden = total((share) => share.hidden);
  const held = total((share) => share.held);
  return [
    ...(hidden === 0
      ? []
      : [
          finding('disclosure.hidden', at, {
            found: `${hidden} von ${total((share) => share.all)}`,
            expected: rules,
          }),
        ]),
    ...(held === 0 ? [] : [finding('disclosure.correction-held', at, { found: `${held} Werte` })]),
    ...wanted.flatMap((share) => {
      const place = {
        file: `Indikator ${share.indicator}`,
        row: 0,
        column: `${share.level}, ${WHO[circle]}`,
      };
      if (share.blockedByFloor === share.all && share.all > 0)
        return [finding('disclosure.inhabitants-unknown', place, { expected: policy.population.dataset })];
      if (share.hidden / share.all <= policy.usability.maxHiddenShare) return [];
      const coarser = geography.parentLevel(share.level);
      const found = `${share.hidden} von ${share.all}`;
      return [finding('disclosure.too-many-hidden', place, { found, expected: coarser ?? 'keine' })];
    }),
  ];
}

/** `sgb2.elb, Quartier Nord (010101), 31.12.2024`, without what it comes to. */
export function figureText(id: string, figures: ReadonlyMap<string, Figure>, geography: Geography): string {
  const figure = figures.get(id);
  if (!figure) return id;
  const rest = id.endsWith('+rest') ? ', nicht zuzuordnen' : '';
  const name = geography.nameOf(figure.level, figure.area);
  return `${figure.quantity}, ${name} (${figure.area}${rest}), ${germanDate(figure.date)}`;
}

function listed(texts: readonly string[]): string {
  const more = texts.length > SHOWN ? ` und ${texts.length - SHOWN} weitere` : '';
  return texts.slice(0, SHOWN).join('; ') + more;
}
