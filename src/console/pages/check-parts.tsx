/** Groups of findings that are repaired in the same way, and the way from one finding to the next. */
import { findingText, placeText, type Finding, type Severity } from '../../core/finding.ts';
import { CATALOGUE } from '../../core/findings/catalogue.ts';
import type { FindingCount } from '../../engine/desk/reading-book.ts';
import type { NamedArea } from '../../mapping/similar-areas.ts';
import { Badge, SeverityBadge } from '../parts/marks.tsx';
import { whole } from '../words/format.ts';
import { SEVERITIES } from '../words/states.ts';

const ORDER: readonly Severity[] = ['block', 'error', 'warning', 'info'];

export interface Group extends FindingCount {
  readonly findings: readonly Finding[];
}

/** First what stands in the way; within that the largest group. */
export function groupsOf(counts: readonly FindingCount[], findings: readonly Finding[]): Group[] {
  return counts
    .map((each) => ({
      ...each,
      findings: findings.filter(({ code, severity }) => code === each.code && severity === each.severity),
    }))
    .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.count - a.count);
}

/** What is known of a finding beside itself. */
export type About = (found: Finding) => {
  /** `B17` */
  readonly address: string | undefined;
  /** Of the page that shows its row. */
  readonly href: string | undefined;
  /** Areas that may have been meant. */
  readonly similar: readonly NamedArea[];
};

interface GroupsProps {
  readonly groups: readonly Group[];
  readonly about: About;
  /** What the attempt before did not have, by `findingKey`. */
  readonly added?: ReadonlySet<string>;
}

export function FindingGroups({ groups, about, added = new Set() }: GroupsProps) {
  return (
    <div>
      {groups.map((group, index) => (
        <FindingGroup group={group} number={index + 1} of={groups.length} added={added} about={about} />
      ))}
    </div>
  );
}

interface GroupProps {
  readonly group: Group;
  readonly number: number;
  readonly of: number;
  readonly added: ReadonlySet<string>;
  readonly about: About;
}

function FindingGroup({ group, number, of, added, about }: GroupProps) {
  const { code, severity, findings, count } = group;
  return (
    <details class="kern-accordion" open={number === 1} id={`gruppe-${number}`}>
      <summary class="kern-accordion__header">
        <span class="kern-title">{`${headline(group)} (${whole(count)})`}</span>
      </summary>
      <section class="kern-accordion__body">
        <p class="ks-state">
          <SeverityBadge severity={severity} />
          <span class="kern-body">{SEVERITIES[severity].effect}</span>
          <span class="kern-body kern-body--small ks-technical">{code}</span>
        </p>
        {findings.length === 0 ? (
          <p class="kern-body">Die Befunde dieser Gruppe stehen in der CSV-Datei.</p>
        ) : (
          <ul class="ks-findings">
            {findings.map((found, index) => (
              <OneFinding
                found={found}
                isNew={added.has(findingKey(found))}
                id={`befund-${number}-${index + 1}`}
                next={nextOf(group, number, index, of)}
                about={about(found)}
              />
            ))}
          </ul>
        )}
        {findings.length > 0 && findings.length < count ? (
          <p class="kern-body">{`… ${whole(count - findings.length)} weitere in der CSV-Datei.`}</p>
        ) : null}
      </section>
    </details>
  );
}

interface Next {
  readonly href: string;
  readonly text: string;
}

/** Within the group from one to the next; from the last to the next group, which may have to be opened. */
function nextOf({ findings, severity }: Group, number: number, index: number, of: number): Next | undefined {
  const word = severity === 'block' || severity === 'error' ? 'Nächster Fehler' : 'Nächster Befund';
  if (index + 1 < findings.length) return { href: `#befund-${number}-${index + 2}`, text: word };
  return number < of ? { href: `#gruppe-${number + 1}`, text: 'Nächste Gruppe' } : undefined;
}

interface FindingProps {
  readonly found: Finding;
  readonly isNew: boolean;
  readonly id: string;
  readonly next: Next | undefined;
  readonly about: ReturnType<About>;
}

function OneFinding({ found, isNew, id, next, about }: FindingProps) {
  const { text, hint } = findingText(found);
  return (
    <li id={id} tabindex={-1}>
      <p class="kern-body kern-body--bold">
        <bdi>{placeText(found.place)}</bdi>
        {about.address === undefined ? null : `, Zelle ${about.address}`}
        {isNew ? (
          <>
            {' '}
            <Badge tone="info" label="Neu" />
          </>
        ) : null}
      </p>
      <p class="kern-body">{text}</p>
      <Facts found={found} />
      <Similar areas={about.similar} />
      <p class="kern-body">{hint}</p>
      {next || about.href !== undefined ? (
        <ul class="ks-row">
          {about.href === undefined ? null : (
            <li>
              <a class="kern-link kern-link--small" href={about.href}>
                {`Zeile ${found.place.row} ansehen`}
              </a>
            </li>
          )}
          {next ? (
            <li>
              <a class="kern-link kern-link--small" href={next.href}>
                {next.text}
              </a>
            </li>
          ) : null}
        </ul>
      ) : null}
    </li>
  );
}

function Similar({ areas }: { areas: readonly NamedArea[] }) {
  if (areas.length === 0) return null;
  return (
    <p class="kern-body">
      {'Ähnlich: '}
      {areas.map(({ key, name }, index) => (
        <>
          {index > 0 ? ', ' : ''}
          <bdi>{`${key} ${name}`}</bdi>
        </>
      ))}
    </p>
  );
}

/** What the sentence does not say already. */
function Facts({ found: { code, found, expected } }: { found: Finding }) {
  const { text } = CATALOGUE[code].de;
  const told = [
    ['Gefunden', text.includes('{found}') ? undefined : found],
    ['Erwartet', text.includes('{expected}') ? undefined : expected],
  ] as const;
  const shown = told.filter(([, fact]) => fact !== undefined);
  if (shown.length === 0) return null;
  return (
    <p class="kern-body">
      {shown.map(([word, fact], index) => (
        <>
          {`${index > 0 ? ' ' : ''}${word}: `}
          <bdi>{fact}</bdi>.
        </>
      ))}
    </p>
  );
}

export function findingKey(found: Finding): string {
  return JSON.stringify([found.code, found.place, found.found ?? '']);
}

/** The catalogue's sentence as a heading, with what all of the group have in common. */
function headline({ code, count, findings }: Group): string {
  const common = (fact: 'found' | 'expected') => {
    const texts = new Set(findings.map((each) => each[fact]));
    const [text] = texts;
    return findings.length === count && texts.size === 1 && text !== undefined ? text : '…';
  };
  return CATALOGUE[code].de.text
    .replace(/\{(found|expected)\}/g, (_whole, fact: 'found' | 'expected') => common(fact))
    .replace(/\.$/, '');
}
