/** What waits for a person, by role: what somebody cannot do anything about is not on their list. */
import type { Child } from 'hono/jsx';
import { appointmentText } from '../../core/berlin-clock.ts';
import type { Role } from '../../engine/approval/person.ts';
import type { Overview, SourceRow } from '../../engine/desk/desk.ts';
import { RESUMABLE, type RunRecord } from '../../engine/ledger.ts';
import type { CheckupResult } from '../checkup.ts';
import { Badge, StateBadge } from '../parts/marks.tsx';
import type { Guest } from '../visit.ts';
import { count } from '../words/format.ts';
import { lateText } from '../words/schedule.ts';

export interface Task {
  readonly sign: Child;
  readonly text: string;
  readonly href: string;
  readonly action: string;
  /** What it is about, for whoever hears the link alone. */
  readonly about: string;
}

export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul class="ks-todo">
      {tasks.map(({ sign, text, href, action, about }) => (
        <li>
          {sign}
          <span class="kern-body">{text}</span>
          <a class="kern-link" href={href} aria-label={`${action}: ${about}`}>
            {action}
          </a>
        </li>
      ))}
    </ul>
  );
}

type May = (...roles: Role[]) => boolean;

export function tasksFor(
  { session }: Guest,
  { approvals, sources }: Overview,
  last: CheckupResult | undefined,
): Task[] {
  const may: May = (...roles) => roles.some((role) => session.roles.includes(role));
  const titles = new Map(sources.map(({ job, title }) => [job, title]));
  const titleOf = (run: RunRecord) => titles.get(run.job) ?? run.job;
  const decisions = approvals.flatMap(({ approval, run, waitsUntil }): Task[] => {
    const href = `/laeufe/${run.id}/freigabe`;
    const isOwn = [approval.submittedBy, approval.uploadedBy].includes(session.subject);
    if (approval.decision === 'approved')
      return may('sync-editor', 'sync-approver', 'sync-operator')
        ? [
            taskOf(run, titleOf(run) + laterText(waitsUntil), {
              href: `/laeufe/${run.id}`,
              action: 'Ansehen',
            }),
          ]
        : [];
    if (approval.submittedBy === null)
      return may('sync-editor') ? [taskOf(run, titleOf(run), { href, action: 'Vorlegen' })] : [];
    return may('sync-approver') && !isOwn ? [taskOf(run, titleOf(run), { href, action: 'Entscheiden' })] : [];
  });
  return [
    ...decisions,
    ...sources.flatMap((source) => [...troubled(source, may), ...missing(source, may)]),
    ...broken(last, may),
  ];
}

function laterText(waitsUntil: string | null): string {
  return waitsUntil === null ? '' : `, wird am ${appointmentText(waitsUntil)} veröffentlicht`;
}

function taskOf(run: RunRecord, title: string, link: Pick<Task, 'href' | 'action'>): Task {
  const about = `Lauf ${run.id}`;
  return { sign: <StateBadge state={run.state} />, text: `${about}, ${title}`, about, ...link };
}

function troubled({ ended, open, title }: SourceRow, may: May): Task[] {
  const tasks: Task[] = [];
  if (open && isBroken(open) && may('sync-editor', 'sync-operator'))
    tasks.push(taskOf(open, title, { href: `/laeufe/${open.id}`, action: 'Ansehen' }));
  // A delivery by hand; a plan of the command line waits for nobody.
  if (ended?.state === 'draft' && ended.kind === 'sync' && may('sync-editor'))
    tasks.push(taskOf(ended, title, { href: `/laeufe/${ended.id}/freigabe`, action: 'Vorlegen' }));
  if (ended?.state === 'check_failed' && may('sync-editor'))
    tasks.push(taskOf(ended, title, { href: `/laeufe/${ended.id}/pruefung`, action: 'Ansehen' }));
  return tasks;
}

function isBroken({ state }: RunRecord): boolean {
  return (RESUMABLE.has(state) && state !== 'publishing') || state === 'parked';
}

function missing({ schedule: { late }, title }: SourceRow, may: May): Task[] {
  if (!may('sync-editor')) return [];
  return late.map((entry) => ({
    sign: <Badge tone="warning" label="Lieferung überfällig" />,
    text: `${title}: ${lateText(entry)}`,
    href: '/lieferungen/neu',
    action: 'Neue Lieferung',
    about: `${title}, ${lateText(entry)}`,
  }));
}

function broken(last: CheckupResult | undefined, may: May): Task[] {
  const failed = last?.checks.filter(({ state }) => state === 'fail').length ?? 0;
  if (failed === 0 || !may('sync-operator')) return [];
  return [
    {
      sign: <Badge tone="danger" label="Fehler" />,
      text: `Prüfung der Umgebung: ${count(failed, 'Punkt ist', 'Punkte sind')} nicht in Ordnung`,
      href: '/system',
      action: 'Ansehen',
      about: 'Prüfung der Umgebung',
    },
  ];
}
