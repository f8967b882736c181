import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { tempFolder } from '../../../tests/support/temp-folder.ts';
import { workerFixture } from '../../../tests/support/worker-entry.ts';
import type { Finding } from '../../core/finding.ts';
import type { RawRow } from '../../core/table.ts';
import { SyncError } from '../../errors.ts';
import type { Layout } from '../../formats/layout.ts';
import type { DeliverySource } from '../ports.ts';
import { startWorker } from '../threads.ts';
import { openReaders } from './readers.ts';

const disk = tempFolder();
const LIMITS = { memoryMb: 300, milliseconds: 20_000 };
/** Reads nothing here: what is read comes from the other process. */
const SOURCE = {
  id: 'probe',
  layouts: {
    plain: {
      kind: 'tables',
      read: () => {
        throw new Error('read in this process');
      },
    },
  },
} as unknown as DeliverySource;

/** Every file has one table of two pieces; a file named like a trouble makes it at its second piece. */
const SCRIPT = `
  let file = '';
  let piece = 0;
  const eat = () => { const all = []; for (;;) all.push(Buffer.alloc(1 << 20, 1)); };
  const grow = () => { const all = new Map(); for (let i = 0; ; i += 1) all.set(i, 'x' + i); };
  const TROUBLES = {
    'exit.csv': () => process.exit(3),
    'throw.csv': () => { throw new Error('CANARY'); },
    'segv.csv': () => process.kill(process.pid, 'SIGSEGV'),
    'kill.csv': () => process.kill(process.pid, 'SIGKILL'),
    'eat.csv': eat,
    'grow.csv': grow,
    'hang.csv': () => { for (;;); },
    'said.csv': () => ({ kind: 'failed', code: 'format.odd', errorKind: 'source', message: 'M', hint: 'H' }),
    'bug.csv': () => ({ kind: 'broken', thrown: 'TypeError\\n    at somewhere' }),
  };
  const rows = (row) => ({ kind: 'rows', rows: { kind: 'plain', rows: [{ row, cells: [file + String(process.pid)] }] } });
  const head = () => ({ file, titles: [], columns: [{ position: 1, path: ['A'] }], notes: [] });
  const tell = (question) => {
    if (question.kind === 'open') {
      ({ file } = question.delivery);
      piece = 0;
      return { kind: 'table', head: head() };
    }
    if (question.kind === 'table') return { kind: 'end' };
    piece += 1;
    if (piece === 1) return rows(1);
    return TROUBLES[file]?.() ?? (piece === 2 ? rows(2) : { kind: 'rows-end', notes: ['N'] });
  };
  process.on('message', (question) => process.send([{ findings: [], told: tell(question) }]));`;

function readersOf(limits = LIMITS) {
  const worker = workerFixture(disk.path, SCRIPT);
  let started = 0;
  const apart = openReaders({
    limits,
    start: () => {
      started += 1;
      return startWorker({ entry: worker.entry, memoryMb: limits.memoryMb });
    },
  });
  const layout = apart(SOURCE).layouts?.['plain'] as Extract<Layout<unknown>, { kind: 'tables' }>;
  return { layout, worker, started: () => started };
}
type Probe = ReturnType<typeof readersOf>;

async function read({ layout }: Probe, file: string, signal = new AbortController().signal) {
  const findings: Finding[] = [];
  const rows: RawRow[] = [];
  const notes: string[] = [];
  const delivery = { file, path: `/${file}`, sha256: '', bytes: 0, companions: [] };
  const context = { signal, report: (found: Finding) => void findings.push(found) };
  for await (const table of layout.read(delivery, {}, context)) {
    for await (const batch of table.rows) rows.push(...batch);
    notes.push(...table.notes);
  }
  return { rows, notes, findings: findings.map(({ code, place }) => `${code} ${place.file}`) };
}

async function failure(work: Promise<unknown>): Promise<SyncError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof SyncError) return error;
  throw new Error('a SyncError is expected', { cause: error });
}

describe('P17 poisoned input never kills the service', () => {
  it('reads in its own process what is too small to do harm', async () => {
    const worker = workerFixture(disk.path, SCRIPT);
    const start = () => startWorker({ entry: worker.entry, memoryMb: LIMITS.memoryMb });
    const apart = openReaders({ limits: LIMITS, smallBytes: 100, start });
    const layout = apart(SOURCE).layouts?.['plain'] as Extract<Layout<unknown>, { kind: 'tables' }>;
    const context = { signal: new AbortController().signal, report: () => undefined };
    const delivery = (bytes: number, with_: number) => ({
      file: 'a.csv',
      path: '/a.csv',
      sha256: '',
      bytes,
      companions: [{ file: 'a.dbf', path: '/a.dbf', sha256: '', bytes: with_ }],
    });

    expect(() => layout.read(delivery(60, 39), {}, context)).toThrow('read in this process');
    for await (const _ of layout.read(delivery(60, 40), {}, context)) break;
    expect(worker.pid()).toBeGreaterThan(0);
  });

  it('reads one file after the other in the same process', async () => {
    const probe = readersOf();

    const [first, second] = [await read(probe, 'a.csv'), await read(probe, 'b.csv')];

    expect(first.rows.map(({ row }) => row)).toEqual([1, 2]);
    expect(first.notes).toEqual(['N']);
    expect(second.rows).toHaveLength(2);
    expect(probe.started()).toBe(1);
  });

  it('reads files that are read at the same time in as many processes', async () => {
    const probe = readersOf();

    const both = await Promise.all([read(probe, 'a.csv'), read(probe, 'b.csv')]);

    expect(both.map(({ rows }) => rows.length)).toEqual([2, 2]);
    expect(probe.started()).toBe(2);
  });

  it.each([
    ['eats memory beside the heap', 'eat.csv', 'format.reading-memory'],
    ['eats the heap', 'grow.csv', 'format.reading-memory'],
    ['ends the process', 'exit.csv', 'format.reading-crashed'],
    ['makes the reader throw', 'throw.csv', 'format.reading-crashed'],
    ['makes the process fall', 'segv.csv', 'format.reading-crashed'],
  ])('refuses a file that %s, and reads the next one', async (_what, file, code) => {
    const probe = readersOf();

    const bad = await read(probe, file);
    const good = await read(probe, 'gut.csv');

    expect(bad.findings).toEqual([`${code} ${file}`]);
    expect(good).toMatchObject({ findings: [], notes: ['N'] });
    expect(good.rows).toHaveLength(2);
    expect(probe.started()).toBe(2);
  });

  it('refuses a file at which it stands still for too long, and reads the next one', async () => {
    const probe = readersOf({ ...LIMITS, milliseconds: 3_000 });

    const bad = await read(probe, 'hang.csv');
    const good = await read(probe, 'gut.csv');

    expect(bad.findings).toEqual(['format.reading-time hang.csv']);
    expect(good.rows).toHaveLength(2);
  });

  it('does not blame the file where somebody else ended the process', async () => {
    const error = await failure(read(readersOf(), 'kill.csv'));

    expect(error).toMatchObject({ code: 'reading.stopped', kind: 'local' });
    expect(error.message).toContain('„kill.csv“');
  });

  it('passes on what the reader says, and of a fault only where it was', async () => {
    const probe = readersOf();

    const said = await failure(read(probe, 'said.csv'));
    const bug = await failure(read(probe, 'bug.csv'));

    expect(said).toMatchObject({ code: 'format.odd', kind: 'source', message: 'M', hint: 'H' });
    expect(bug).toMatchObject({ code: 'reading.broken', kind: 'internal', exitCode: 1 });
    expect((bug.cause as Error).stack).toContain('at somewhere');
  });

  it('stops at once with the reason of the signal, and leaves no process behind', async () => {
    const probe = readersOf();
    const stop = new AbortController();
    const reason = new Error('cancelled by the test');
    const delivery = { file: 'hang.csv', path: '/hang.csv', sha256: '', bytes: 0, companions: [] };
    const work = (async () => {
      const context = { signal: stop.signal, report: () => undefined };
      for await (const table of probe.layout.read(delivery, {}, context))
        for await (const _ of table.rows) stop.abort(reason);
    })();

    await expect(work).rejects.toBe(reason);
    expect(probe.worker.isAlive()).toBe(false);
  });

  it('leaves no process behind where nobody reads to the end', async () => {
    const probe = readersOf();
    const delivery = { file: 'a.csv', path: '/a.csv', sha256: '', bytes: 0, companions: [] };
    const context = { signal: new AbortController().signal, report: () => undefined };

    for await (const _ of probe.layout.read(delivery, {}, context)) break;

    expect(probe.worker.pid()).toBeGreaterThan(0);
    expect(probe.worker.isAlive()).toBe(false);
  });

  it('leaves the rest of a table unread where the next one is asked for', async () => {
    const probe = readersOf();
    const delivery = { file: 'a.csv', path: '/a.csv', sha256: '', bytes: 0, companions: [] };
    const context = { signal: new AbortController().signal, report: () => undefined };
    let tables = 0;

    for await (const table of probe.layout.read(delivery, {}, context)) {
      tables += 1;
      for await (const _ of table.rows) break;
    }

    expect(tables).toBe(1);
    expect((await read(probe, 'b.csv')).rows).toHaveLength(2);
    expect(probe.started()).toBe(1);
  });

  it('ends a process that has read nothing for ten seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const probe = readersOf();
    await read(probe, 'a.csv');
    vi.advanceTimersByTime(9_000);
    await read(probe, 'b.csv');
    vi.advanceTimersByTime(9_000);
    expect((await read(probe, 'c.csv')).rows).toHaveLength(2);
    expect(probe.started()).toBe(1);

    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();

    await vi.waitFor(() => expect(probe.worker.isAlive()).toBe(false), 10_000);
    await read(probe, 'd.csv');
    expect(probe.started()).toBe(2);
  });
});
