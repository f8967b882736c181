/** Taking a run back from its page: a run of its own that ends with a plan, which people look at and decide about. */
import { SyncError } from '../../errors.ts';
import { demandRole } from '../approval/decide.ts';
import type { Person } from '../approval/person.ts';
import type { RunRecord, RunState } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';
import { rollbackRun, type RollbackQuestionOf } from '../resume-run.ts';
import { runNamed } from '../run-frame.ts';
import type { PublicationNote, PublicationBook } from './publication-book.ts';

/** States in which what a run wrote stands in KomMonitor as a whole. */
const STANDING: ReadonlySet<RunState> = new Set(['published', 'published_with_notes']);

export interface TakeBackQuestion extends Pick<RollbackQuestionOf, 'run' | 'geometry'> {
  /** Kept with the run that takes back. */
  readonly reason: string;
}

export interface TakeBackView {
  readonly run: RunRecord;
  /** Why it cannot be taken back; undefined where it can. */
  readonly refusal: SyncError | undefined;
  readonly note: PublicationNote | undefined;
}

export interface TakeBackDesk {
  /** Throws SyncError `run.unknown`. */
  takeBackView(run: string): Promise<TakeBackView>;
  /**
   * Begins the run that takes back and answers it; it ends as a draft and writes nothing to KomMonitor. Throws SyncError
   * `login.role-missing` (kind permission), `run.not-published`, `run.nothing-kept`, `take-back.no-reason` (kind usage).
   */
  takeBack(question: TakeBackQuestion, person: Person): Promise<string>;
}

/** `begin`: carries the work out behind whoever asked for it. */
export function takeBackDesk(
  { ports, ledger }: { readonly ports: EnginePorts; readonly ledger: PublicationBook },
  begin: (work: Promise<unknown>, run: string) => void,
): TakeBackDesk {
  async function takeBackView(id: string): Promise<TakeBackView> {
    const run = await runNamed(id, ports);
    const [note] = await ledger.publicationNotes([id]);
    return { run, note, refusal: refusalOf(run, note) };
  }

  return {
    takeBackView,
    async takeBack({ run: id, geometry, reason }, person) {
      demandRole(person, ports, 'sync-editor');
      const { run, refusal } = await takeBackView(id);
      if (refusal) throw refusal;
      const remark = reason.trim();
      if (remark === '') throw noReason();
      const begun = await ports.ledger.startRun({
        job: run.job,
        kind: 'rollback',
        rollsBack: run.id,
        brought: { by: person.subject, remark },
      });
      begin(rollbackRun({ run: run.id, geometry, mode: 'plan', begun }, ports), begun.id);
      return begun.id;
    },
  };
}

function refusalOf({ id, state }: RunRecord, note: PublicationNote | undefined): SyncError | undefined {
  if (state === 'rolled_back')
    return new SyncError({
      code: 'run.not-published',
      kind: 'usage',
      message: `Der Lauf ${id} ist schon zurückgenommen.`,
      hint: 'In KomMonitor wurde nichts geändert. Um das Zurücknehmen rückgängig zu machen, nehmen Sie den späteren Lauf zurück.',
    });
  if (!STANDING.has(state))
    return new SyncError({
      code: 'run.not-published',
      kind: 'usage',
      message: `Der Lauf ${id} hat nichts veröffentlicht, was zurückgenommen werden kann.`,
      hint: 'Zurücknehmen lassen sich Läufe im Zustand „Veröffentlicht“.',
    });
  if (!note || note.snapshotAt === null)
    return new SyncError({
      code: 'run.nothing-kept',
      kind: 'usage',
      message: `Der Stand vor dem Lauf ${id} ist nicht mehr aufbewahrt.`,
      hint: 'Zurücknehmen lässt sich ein Lauf 24 Monate lang. Berichtigen Sie stattdessen die Lieferung und veröffentlichen Sie sie neu.',
    });
  return undefined;
}

function noReason(): SyncError {
  return new SyncError({
    code: 'take-back.no-reason',
    kind: 'usage',
    message: 'Die Begründung fehlt. Es wurde nichts begonnen.',
    hint: 'Schreiben Sie in einem Satz, warum der Lauf zurückgenommen werden soll.',
  });
}
