/** Screen 3, Prüfbericht: what is wrong, where, and what to do, grouped by what has to be done. */
import { findingText, placeText, type Finding, type Severity } from '../../core/finding.ts';
import { CATALOGUE } from '../../core/findings/catalogue.ts';
import type { FindingCount } from '../../engine/desk/reading-book.ts';
import type { RunRecord } from '../../engine/ledger.ts';
import { csv } from '../csv.ts';
import { csvFile } from '../files.ts';
import { page } from '../page.tsx';
import { Alert, SeverityBadge, StateBadge } from '../parts/marks.tsx';
import { parameter, type Visit } from '../visit.ts';
import { count, whole } from '../words/format.ts';
import { SEVERITIES } from '../words/states.ts';

const SHOWN = 1_000;
const ALL = Number.MAX_SAFE_INTEGER;
const ORDER: readonly Severity[] = ['block', 'error', 'warning', 'info'];

interface Group extends FindingCount {
  readonly findings: readonly Finding[];
}

export async function checkPage(visit: Visit) {
  const id = parameter(visit, 'id');
  const { run, counts, findings } = await visit.house.app.desk.check(id, { offset: 0, limit: SHOWN });
  const total = counts.reduce((sum, each) => sum + each.count, 0);
  const groups = groupsOf(counts, findings);
  return page(visit, {
    title: 'Prüfbericht',
    of: `Lauf ${id}`,
    children: (
      <>
        <p class="kern-body">
          <a class="kern-link" href={`/laeufe/${id}`}>
            {`Zurück zu Lauf ${id}`}
          </a>
        </p>
        <div class="ks-state">
          <StateBadge state={run.state} />
          <p class="kern-body">{effect(run, counts)}</p>
        </div>
        {total === 0 ? (
          <p class="kern-body">
            {run.state === 'checking' ? 'Die Prüfung läuft noch.' : 'Keine Fehler, keine Hinweise.'}
          </p>
        ) : (
          <>
            <p class="kern-body">{tally(counts, groups)}</p>
            {total > findings.length ? (
              <Alert
                tone="info"
                title={`Gezeigt werden die ersten ${whole(findings.length)} von ${whole(total)} Befunden.`}
              >
                <p class="kern-body">Vollständig stehen sie in der CSV-Datei.</p>
              </Alert>
            ) : null}
            <p class="kern-body">
              <a class="kern-link" href={`/laeufe/${id}/pruefung.csv`} download>
                Alle Befunde als CSV
              </a>
            </p>
            <div>
              {groups.map((group, index) => (
                <FindingGroup group={group} isOpen={index === 0} />
              ))}
            </div>
          </>
        )}
      </>
    ),
  });
}

function FindingGroup({ group, isOpen }: { group: Group; isOpen: boolean }) {
  const { code, severity, findings, count: of } = group;
  return (
    <details class="kern-accordion" open={isOpen}>
      <summary class="kern-accordion__header">
        <span class="kern-title">{`${headline(code)} (${whole(of)})`}</span>
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
            {findings.map((found) => (
              <OneFinding found={found} />
            ))}
          </ul>
        )}
        {findings.length > 0 && findings.length < of ? (
          <p class="kern-body">{`… ${whole(of - findings.length)} weitere in der CSV-Datei.`}</p>
        ) : null}
      </section>
    </details>
  );
}

function OneFinding({ found }: { found: Finding }) {
  const { text, hint } = findingText(found);
  return (
    <li>
      <p class="kern-body kern-body--bold">
        <bdi>{placeText(found.place)}</bdi>
      </p>
      <p class="kern-body">{text}</p>
      {found.found === undefined && found.expected === undefined ? null : (
        <p class="kern-body">
          {found.found === undefined ? null : (
            <>
              {'Gefunden: '}
              <bdi>{found.found}</bdi>
              {found.expected === undefined ? '' : '; '}
            </>
          )}
          {found.expected === undefined ? null : (
            <>
              {'erwartet: '}
              <bdi>{found.expected}</bdi>
            </>
          )}
        </p>
      )}
      <p class="kern-body">{hint}</p>
    </li>
  );
}

export async function checkCsv(visit: Visit) {
  const id = parameter(visit, 'id');
  const { findings } = await visit.house.app.desk.check(id, { offset: 0, limit: ALL });
  const head = [
    'Art',
    'Datei',
    'Blatt',
    'Zeile',
    'Spalte',
    'Befund',
    'Gefunden',
    'Erwartet',
    'Abhilfe',
    'Kennung',
  ];
  const rows = findings.map((found) => {
    const { text, hint } = findingText(found);
    const { place } = found;
    return [
      SEVERITIES[found.severity].label,
      place.file,
      place.sheet ?? '',
      place.row > 0 ? place.row : '',
      place.column ?? '',
      text,
      found.found ?? '',
      found.expected ?? '',
      hint,
      found.code,
    ];
  });
  return csvFile(visit, `befunde-${id}.csv`, csv(head, rows));
}

/** First what stands in the way; within that the largest group. */
function groupsOf(counts: readonly FindingCount[], findings: readonly Finding[]): Group[] {
  return counts
    .map((each) => ({
      ...each,
      findings: findings.filter(({ code, severity }) => code === each.code && severity === each.severity),
    }))
    .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.count - a.count);
}

/** The catalogue's sentence as a heading: what was found differs from one to the next. */
function headline(code: FindingCount['code']): string {
  return CATALOGUE[code].de.text.replace(/\{(?:found|expected)\}/g, '…').replace(/\.$/, '');
}

function effect({ state }: RunRecord, counts: readonly FindingCount[]): string {
  const stops = counts.some(({ severity }) => severity === 'block' || severity === 'error');
  if (state === 'check_failed' || stops) return 'In KomMonitor wurde nichts geändert.';
  return 'Die Befunde halten die Veröffentlichung nicht auf.';
}

function tally(counts: readonly FindingCount[], groups: readonly Group[]): string {
  const of = (...severities: Severity[]) =>
    counts.filter(({ severity }) => severities.includes(severity)).reduce((sum, each) => sum + each.count, 0);
  const parts = [
    [of('block', 'error'), 'Fehler', 'Fehler'],
    [of('warning'), 'Hinweis', 'Hinweise'],
    [of('info'), 'Befund zur Kenntnis', 'Befunde zur Kenntnis'],
  ] as const;
  const told = parts.filter(([n]) => n > 0).map(([n, one, many]) => count(n, one, many));
  return `${told.join(', ')} in ${count(groups.length, 'Gruppe', 'Gruppen')}.`;
}
