/** What ledger, state folder and request log of a site tell about everything that was done there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { approvals } from '../../src/store/approvals.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { openLedger, openPlace, type LedgerPlace } from '../../src/store/ledger.ts';
import { plans } from '../../src/store/plans.ts';
import { runs } from '../../src/store/runs.ts';
import type { Store } from '../../src/store/store.ts';
import { planHash } from '../../src/sync/plan.ts';
import { readPlan } from '../../src/sync/plan-text.ts';
import type { Deeds, Place, RecordedApproval, RecordedRun } from './history.ts';

export interface Recorded {
  readonly place: LedgerPlace;
  /** The site's folder for everything that lasts. */
  readonly state: string;
}

export async function deedsOf(
  { place, state }: Recorded,
  simulator: { readonly url: string },
): Promise<Deeds> {
  const answer = await fetch(`${simulator.url}/simulator/requests`);
  const requests = (await answer.json()) as Deeds['requests'];
  const settings = {
    now: () => new Date(),
    programVersion: 'fault test',
    sealedFolder: path.join(state, 'sealed'),
  };
  // Makes the tables where there has been no ledger yet.
  await (await openLedger({ ...place, ...settings })).close();
  const store = { ...(await openPlace(place)), ...settings };
  try {
    const rows = await store.db.selectFrom('audit').selectAll().orderBy('seq').execute();
    const entries = rows.map(({ at, event, facts }) => ({ at, event, facts: JSON.parse(facts) as never }));
    const { brokenAt } = await verifyAudit(store);
    const places = 'url' in place ? await tablesOf(store) : [];
    return {
      ...(await runsOf(store)),
      audit: { brokenAt, entries },
      places: [...places, ...filesIn(state)],
      requests,
    };
  } finally {
    await store.db.destroy();
  }
}

/** Oldest first. */
async function runsOf(store: Store): Promise<Pick<Deeds, 'runs' | 'approvals'>> {
  const all: RecordedRun[] = [];
  const approved: RecordedApproval[] = [];
  for (const run of [...(await runs(store).runs())].reverse()) {
    const { id, kind, state, startedAt, finishedAt, rollsBack, planHash: hash } = run;
    const plan = hash === null ? undefined : await plans(store).plan(hash);
    const storedHash = plan ? planHash(readPlan(plan.text, plan.hash)) : null;
    all.push({ id, kind, state, startedAt, finishedAt, rollsBack, planHash: hash, storedHash });
    const approval = await approvals(store).approval(id);
    if (!approval) continue;
    const { planHash: shown, submittedBy, uploadedBy, decidedBy, decision } = approval;
    const approver = decision === 'approved' ? decidedBy : null;
    approved.push({ run: id, hash: shown, submitter: submittedBy, uploader: uploadedBy, approver });
  }
  return { runs: all, approvals: approved };
}

/** All that a database server holds of a ledger. */
async function tablesOf({ db }: Store): Promise<Place[]> {
  const tables = await db.introspection.getTables();
  return Promise.all(
    tables.map(async ({ name }) => {
      const rows = await db
        .selectFrom(name as 'audit')
        .selectAll()
        .execute();
      return { name: `table ${name}`, text: JSON.stringify(rows) };
    }),
  );
}

/**
 * Everything that lies in the folder, byte by byte; but for the index of SQLite's write-ahead log, which holds no text and
 * loses the locks of a connection of this process once it was opened and closed.
 */
function filesIn(folder: string): Place[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('-shm'))
    .map(({ parentPath, name }) => ({ name, text: readFileSync(path.join(parentPath, name), 'latin1') }));
}
