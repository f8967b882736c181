/** Who decided is known for two years; then nobody can be named any more, and two people are still two. */
import * as fc from 'fast-check';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { addAccount, logIn, setLocked } from '../../src/engine/approval/local-login.ts';
import { sweep } from '../../src/engine/retention/sweep.ts';
import { retentionReader } from '../../src/observe/retention-reader.ts';
import { textsOnDisk } from '../support/ledger-bytes.ts';
import { onEachLedger, type TemporaryLedger } from '../support/temporary-ledger.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const CATALOGUE = { jobs: new Map(), indicators: new Map(), levels: new Map() };
const NOW = '2029-02-03T13:00:00.000Z';
/** 24 months before. */
const BORDER = '2027-02-03T13:00:00.000Z';
const DAY = 86_400_000;
const LONGEST_AGE = 1_400;
let trial = 0;

interface Step {
  readonly ageDays: number;
  readonly by: number;
  readonly uploadedBy: number | undefined;
  readonly decidedBy: number;
  readonly end: 'approve' | 'reject' | 'withdraw' | 'permit' | 'none';
}

const person = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.record({
  ageDays: fc.integer({ min: 1, max: LONGEST_AGE }),
  by: person,
  uploadedBy: fc.option(person, { nil: undefined }),
  decidedBy: person,
  end: fc.constantFrom('approve', 'reject', 'withdraw', 'permit', 'none'),
});

type Row = Record<string, string | null>;
const SUBJECTS = ['uploaded_by', 'submitted_by', 'decided_by', 'proposed_by', 'approved_by'];

onEachLedger('P27 deleted means deleted: who decided', (open) => {
  let temporary: TemporaryLedger;
  let canary: string;
  beforeEach(() => {
    canary = `kanarienvogel-${(trial += 1)}-`;
  });

  async function begin(at = new Date(Date.parse(NOW) - (LONGEST_AGE + 1) * DAY).toISOString()) {
    const opened = await open(at);
    temporary = opened;
    onTestFinished(() => opened.remove());
  }

  const subject = (index: number) => `local:${canary}${index}`;
  const means = (ledger = temporary.ledger, now = NOW) => ({
    ledger,
    catalogue: CATALOGUE,
    folders: { reports: `${temporary.folder}/reports`, landing: `${temporary.folder}/landing` },
    now: () => new Date(now),
    log: () => undefined,
  });

  async function rows(): Promise<{ readonly approvals: Row[]; readonly permits: Row[] }> {
    const db = await temporary.tables();
    const approvals = await db.selectFrom('approval').selectAll().orderBy('run').execute();
    const permits = await db.selectFrom('permit').selectAll().orderBy('id').execute();
    await db.destroy();
    return { approvals: approvals as unknown as Row[], permits: permits as unknown as Row[] };
  }

  /** What somebody may not do is refused, and then has not happened. */
  async function carryOut({ ageDays, by, uploadedBy, decidedBy, end }: Step, number: number) {
    const { ledger } = temporary;
    const at = Date.parse(NOW) - ageDays * DAY;
    await temporary.setClock(new Date(at).toISOString());
    const attempt = (work: Promise<unknown>) => work.catch(() => undefined);
    if (end === 'permit') {
      const permit = { id: `permit-${number % 3}`, job: 'a' };
      await attempt(ledger.signPermit(permit, subject(by)));
      await attempt(ledger.signPermit(permit, subject(decidedBy)));
    }
    const run = (await ledger.startRun({ job: 'a', kind: 'apply' })).id;
    const permit = end === 'permit' ? await ledger.permit(`permit-${number % 3}`) : undefined;
    const approval = {
      run,
      planHash: 'abcdef',
      basis: '{}',
      uploadedBy: uploadedBy === undefined || end === 'permit' ? null : subject(uploadedBy),
      submittedBy: end === 'permit' ? null : subject(by),
      expiresAt: new Date(at + 14 * DAY).toISOString(),
    };
    await ledger.submit(approval, permit?.approvedBy === null ? undefined : permit);
    const decider = subject(decidedBy);
    if (end === 'approve' || end === 'withdraw')
      await attempt(ledger.actOnApproval(run, { kind: end, by: decider }));
    if (end === 'reject')
      await attempt(
        ledger.actOnApproval(run, { kind: end, by: decider, reason: `${canary}grund ${number}` }),
      );
    await ledger.updateRun(run, { finished: true });
  }

  const isOld = (row: Row) => (row['decided_at'] ?? row['expires_at'] ?? '') < BORDER;
  const namesIn = (all: readonly Row[]) =>
    new Set(
      all.flatMap((row) => SUBJECTS.map((field) => row[field])).filter((name) => typeof name === 'string'),
    );

  it('leaves in every row as many people as there were and no name, in no file, and the younger ones as they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        canary = `kanarienvogel-${(trial += 1)}-`;
        await begin();
        const byAge = steps.toSorted((one, other) => other.ageDays - one.ageDays);
        for (const [number, each] of byAge.entries()) await carryOut(each, number);
        await temporary.setClock(NOW);
        const before = await rows();
        const uses = (permit: Row) =>
          [
            permit['proposed_at'],
            permit['approved_at'],
            ...before.approvals
              .filter((row) => row['permit'] === permit['id'])
              .map((row) => row['submitted_at']),
          ].filter((at) => typeof at === 'string');
        const isOldPermit = (permit: Row) => uses(permit).every((at) => at < BORDER);
        const oldRows = [
          ...before.approvals.filter((row) => isOld(row) && namesIn([row]).size > 0),
          ...before.permits.filter(isOldPermit),
        ];

        const { items } = await sweep(means());
        const after = await rows();

        expect(before.approvals.length).toBe(steps.length);
        expect(items.filter(({ class: of }) => of === 'K6').length).toBe(oldRows.length);
        const pairs = [
          ...before.approvals.map((row, at) => [row, after.approvals[at] ?? {}] as const),
          ...before.permits.map((row, at) => [row, after.permits[at] ?? {}] as const),
        ];
        const pseudonyms = new Map<string, string>();
        for (const [old, now] of pairs) {
          if (!oldRows.includes(old)) {
            expect(now).toEqual(old);
            continue;
          }
          for (const field of SUBJECTS) {
            const [name, pseudonym] = [old[field] ?? null, now[field] ?? null];
            expect(pseudonym === null).toBe(name === null);
            if (name === null || pseudonym === null) continue;
            expect(pseudonym).not.toContain(canary);
            expect(pseudonyms.get(name) ?? pseudonym).toBe(pseudonym);
            pseudonyms.set(name, pseudonym);
          }
          expect(now['reason'] ?? null).toBe((old['reason'] ?? null) === null ? null : '');
          expect({ ...now, ...personal(old) }).toEqual(old);
        }
        expect(new Set(pseudonyms.values()).size).toBe(pseudonyms.size);
        const known = namesIn([...after.approvals, ...after.permits]);
        const gone = [
          ...[...namesIn(oldRows)]
            .filter((name) => !known.has(name))
            .map((name) => name.replace('local:', '')),
          ...oldRows.map((row) => row['reason'] ?? '').filter((reason) => reason !== ''),
        ];
        expect(await textsOnDisk(temporary, gone)).toEqual([]);
        expect((await temporary.ledger.verifyAll()).problems).toEqual([]);
        expect((await sweep(means())).items).toEqual([]);
        expect(await rows()).toEqual(after);
      }),
      { numRuns: 12 },
    );
  });

  it('forgets who brought a file, with what they said to it', async () => {
    await begin('2026-02-03T13:00:00.000Z');
    const remark = `${canary}bemerkung`;
    const brought = { by: subject(1), remark };
    const { id } = await temporary.ledger.startRun({ job: 'a', kind: 'sync', brought });
    await temporary.ledger.updateRun(id, { state: 'draft', finished: true });
    expect((await sweep(means(temporary.ledger, '2028-02-03T12:00:00.000Z'))).items).toEqual([]);
    await temporary.setClock(NOW);

    const { items } = await sweep(means());

    expect(items).toContainEqual(expect.objectContaining({ class: 'K6', object: 'delivery', id }));
    const after = await temporary.ledger.broughtTo(id);
    expect(after?.by).toMatch(/^forgotten:/);
    expect(after?.remark).toBe('');
    expect(await textsOnDisk(temporary, [`${canary}1`, remark])).toEqual([]);
  });

  it('leaves nobody in the audit trail either, by whose hash a name could be guessed', async () => {
    await begin('2026-02-03T13:00:00.000Z');
    await carryOut({ ageDays: 900, by: 1, uploadedBy: 2, decidedBy: 3, end: 'approve' }, 1);
    await temporary.setClock(NOW);
    const actors = async () => {
      const db = await temporary.tables();
      const found = await db.selectFrom('audit').select(['actor', 'facts']).execute();
      await db.destroy();
      return JSON.stringify(found).match(/person:[0-9a-f]{16}/g) ?? [];
    };
    const before = await actors();
    const onDisk = await textsOnDisk(temporary, [...before, subject(1), subject(2), subject(3)]);

    await sweep(means());

    expect(before).toHaveLength(2);
    expect(onDisk).toHaveLength(5);
    expect(await actors()).toEqual([]);
    expect(await textsOnDisk(temporary, onDisk)).toEqual([]);
  });

  it('asks for a permit of a schedule anew once nobody has used it for so long', async () => {
    await begin('2026-02-03T13:00:00.000Z');
    const { ledger } = temporary;
    const sign = (by: number) => ledger.signPermit({ id: 'limits', job: 'a' }, subject(by));
    await sign(1);
    await sign(2);
    await temporary.setClock('2028-01-01T00:00:00.000Z');
    const used = await ledger.permit('limits');
    const { id: run } = await ledger.startRun({ job: 'a', kind: 'sync' });
    const expiresAt = '2028-01-15T00:00:00.000Z';
    const approval = { run, planHash: 'abcdef', basis: '{}', uploadedBy: null, submittedBy: null, expiresAt };
    await ledger.submit(approval, used);
    await ledger.updateRun(run, { finished: true });

    await temporary.setClock(NOW);
    await sweep(means());
    const inUse = await ledger.permit('limits');
    await temporary.setClock('2030-03-01T00:00:00.000Z');
    await sweep(means(ledger, '2030-03-01T00:00:00.000Z'));
    const unused = await ledger.permit('limits');
    const again = await sign(1);

    expect(inUse).toMatchObject({ proposedBy: subject(1), approvedBy: subject(2) });
    expect(unused).toBeUndefined();
    expect(again).toMatchObject({ proposedBy: subject(1), approvedBy: null });
    await expect(sign(1)).rejects.toMatchObject({ code: 'permit.own' });
    expect((await ledger.approval(run))?.permit).toBe('limits');
  });

  it('removes a locked account with its password, and every attempt to log in', async () => {
    await begin('2026-02-03T13:00:00.000Z');
    const ports = { ledger: temporary.ledger, log: () => undefined };
    const names = [`${canary}a`, `${canary}b`, `${canary}c`] as const;
    for (const name of names) await addAccount({ name, roles: [], password: 'vier zufällige Wörter' }, ports);
    await setLocked(names[0], true, ports);
    await expect(logIn(names[1], 'etwas anderes', ports)).rejects.toMatchObject({ code: 'login.refused' });
    const tables = await temporary.tables();
    const { password } = (await temporary.ledger.account(names[0])) ?? {};
    const [attempt] = await tables.selectFrom('login_attempt').select('who').execute();
    await tables.destroy();
    const gone = [names[0], password ?? '', attempt?.who ?? ''];
    await temporary.setClock('2028-02-01T13:00:00.000Z');
    await setLocked(names[2], true, ports);
    const onDisk = await textsOnDisk(temporary, gone);
    await temporary.setClock(NOW);

    await sweep(means());

    expect(onDisk).toEqual(gone);
    expect((await temporary.ledger.accounts()).map(({ name }) => name)).toEqual(names.slice(1));
    expect(await textsOnDisk(temporary, gone)).toEqual([]);
    expect(await k6Log()).toEqual(['account 1 locked-24-months', 'login attempt 1 login-1-day']);
  });

  it('is shown by a dry run, counted by the metrics, and told by the deletion log without a name', async () => {
    await begin('2026-02-03T13:00:00.000Z');
    await carryOut({ ageDays: 900, by: 1, uploadedBy: 2, decidedBy: 3, end: 'approve' }, 1);
    await carryOut({ ageDays: 720, by: 1, uploadedBy: 2, decidedBy: 3, end: 'reject' }, 2);
    await temporary.setClock(NOW);
    const counts = async () => {
      const samples = await retentionReader(means(), 0)();
      return samples
        .filter(({ labels }) => labels?.['class'] === 'K6')
        .map(({ name, value }) => [name, value]);
    };

    const before = await rows();
    const dry = await sweep(means(), true);
    const unchanged = await rows();
    const due = await counts();
    const events: unknown[] = [];
    await sweep({ ...means(), log: (...line: unknown[]) => events.push(line) });

    expect(
      dry.items.filter(({ class: of }) => of === 'K6').map(({ object, rule }) => [object, rule]),
    ).toEqual([['approval', 'names-24-months']]);
    expect(unchanged).toEqual(before);
    expect(due).toEqual([
      ['kmsync_retention_overdue_items', 1],
      ['kmsync_retention_pending_items', 1],
    ]);
    expect(await counts()).toEqual([
      ['kmsync_retention_overdue_items', 0],
      ['kmsync_retention_pending_items', 1],
    ]);
    expect(events).toContainEqual(['Retention:Deleted', { class: 'K6', count: 1 }]);
    expect(await k6Log()).toEqual(['approval 1 names-24-months']);
  });

  it('leaves alone what was decided after it was judged', async () => {
    await begin('2026-02-03T13:00:00.000Z');
    await carryOut({ ageDays: 900, by: 1, uploadedBy: undefined, decidedBy: 3, end: 'none' }, 1);
    await temporary.setClock(NOW);
    const { ledger } = temporary;
    const [{ id: run } = { id: '' }] = await ledger.runs();
    const inBetween = {
      ...ledger,
      async destroy(items: Parameters<typeof ledger.destroy>[0]) {
        await ledger.actOnApproval(run, { kind: 'reject', by: subject(4), reason: 'zu alt' });
        await ledger.destroy(items);
      },
    };

    await sweep(means(inBetween));

    expect(await ledger.approval(run)).toMatchObject({ submittedBy: subject(1), decidedBy: subject(4) });
    expect(await k6Log()).toEqual([]);
  });

  async function k6Log(): Promise<string[]> {
    const all = await temporary.ledger.deletions();
    return all
      .filter(({ class: of }) => of === 'K6')
      .map(({ object, count, rule }) => `${object} ${count} ${rule}`);
  }
});

function personal(row: Row): Row {
  const fields = [...SUBJECTS, 'reason'].filter((field) => field in row);
  return Object.fromEntries(fields.map((field) => [field, row[field] ?? null]));
}
