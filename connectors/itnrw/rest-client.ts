/** Fetches one table from a GENESIS service: directly, or as a background job where it is too big. */
import { z } from 'zod';
import { SyncError, type Http } from '../../src/sdk/index.ts';
import { maskParameter, readAnswer, type RestAnswer } from './rest-answer.ts';
import { formOf, type TableOrder } from './rest-config.ts';
import type { JobMemory } from './rest-jobs.ts';
import { JOB_ACCEPTED, NO_OBJECT, OK, statusError, TOO_BIG } from './rest-status.ts';
import { takeTurn } from './rest-turns.ts';

export interface RestAccount {
  /** Without `/` at its end. */
  readonly base: string;
  readonly user: string;
  /** Empty with a token. */
  readonly password: string;
  readonly language: string;
}

export interface RestMeans {
  readonly http: Http;
  readonly now: () => number;
  /** Ends early, with the reason of the signal, where that is raised. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface RestCall extends RestMeans {
  readonly account: RestAccount;
  readonly signal: AbortSignal;
}

const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 60_000;
const GROWTH = 1.5;
const LIMIT_MS = 2 * 60 * 60 * 1000;
const JOB_NAME = /[\w-]+_\d+/;

const results = z.looseObject({
  List: z.array(z.looseObject({ Code: z.string() })).nullable(),
});

/** Does the service know user and password? Throws SyncError where not. */
export async function checkLogin(call: RestCall): Promise<void> {
  const answer = await post('helloworld/logincheck', { language: call.account.language }, call);
  if (answer.kind !== 'status' || !OK.has(answer.status.code)) throw await refused(answer, '', call);
}

/** Title, time range and structure of a table as JSON text, without user data. */
export async function fetchMetadata(order: TableOrder, call: RestCall): Promise<Uint8Array> {
  const form = { name: order.name, area: 'all', language: call.account.language };
  const answer = await post('metadata/table', form, call);
  if (answer.kind !== 'status' || !OK.has(answer.status.code)) throw await refused(answer, order.name, call);
  return Buffer.from(`${JSON.stringify(maskParameter(answer.json), null, 2)}\n`);
}

/** The bytes of the ZIP. A job that a run before this one has started is waited for, not started again. */
export async function* fetchTable(
  order: TableOrder,
  memory: JobMemory,
  call: RestCall,
): AsyncGenerator<Uint8Array> {
  let job = await memory.recall();
  if (job === undefined) {
    const answer = await tablefile(order, 'false', call);
    if (answer.kind === 'file') {
      yield* answer.bytes;
      return;
    }
    if (answer.status.code !== TOO_BIG) throw await refused(answer, order.name, call);
    job = await startJob(order, call);
    await memory.keep(job);
  }
  await waitFor(job, order, memory, call);
  const result = await post(
    'data/resultfile',
    { name: job, area: 'user', language: call.account.language },
    call,
  );
  if (result.kind !== 'file') {
    await memory.forget();
    throw await refused(result, order.name, call);
  }
  yield* result.bytes;
  await memory.forget();
}

async function startJob(order: TableOrder, call: RestCall): Promise<string> {
  if (call.account.password === '') throw tokenOnly(order.name);
  const answer = await tablefile(order, 'true', call);
  const job =
    answer.kind === 'status' && answer.status.code === JOB_ACCEPTED
      ? JOB_NAME.exec(answer.status.text)?.[0]
      : undefined;
  if (job === undefined) throw await refused(answer, order.name, call);
  return job;
}

async function waitFor(job: string, order: TableOrder, memory: JobMemory, call: RestCall): Promise<void> {
  const started = call.now();
  const form = { selection: job, area: 'user', pagelength: '1', language: call.account.language };
  for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * GROWTH, LONGEST_DELAY_MS)) {
    const answer = await post('catalogue/results', form, call);
    if (answer.kind === 'file') throw await refused(answer, order.name, call);
    if (OK.has(answer.status.code) && isListed(job, answer.json)) return;
    if (!OK.has(answer.status.code) && answer.status.code !== NO_OBJECT) {
      await memory.forget();
      throw await refused(answer, order.name, call);
    }
    if (call.now() - started + delay > LIMIT_MS) throw tooSlow(job);
    await call.wait(delay, call.signal);
  }
}

function isListed(job: string, json: unknown): boolean {
  return results.safeParse(json).data?.List?.some(({ Code }) => Code === job) ?? false;
}

function tablefile(order: TableOrder, job: 'true' | 'false', call: RestCall): Promise<RestAnswer> {
  return post('data/tablefile', { ...formOf(order, call.account.language), job }, call);
}

/** The account's turn ends with the answer: for a file when its bytes have been read. */
async function post(
  path: string,
  form: Readonly<Record<string, string>>,
  { account, http, signal }: RestCall,
): Promise<RestAnswer> {
  const giveBack = await takeTurn(`${account.base} ${account.user}`, signal);
  let reading = false;
  try {
    const headers = { username: account.user, password: account.password };
    const answer = await readAnswer(
      await http.postForm({ url: `${account.base}/${path}`, form, headers, signal }),
    );
    if (answer.kind === 'status') return answer;
    reading = true;
    return { kind: 'file', bytes: thenGiveBack(answer.bytes, giveBack) };
  } finally {
    if (!reading) giveBack();
  }
}

async function* thenGiveBack(
  bytes: AsyncIterable<Uint8Array>,
  giveBack: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } finally {
    giveBack();
  }
}

/** Lets go of a file that nobody asked for: it would block the account. */
async function refused(answer: RestAnswer, table: string, { account }: RestCall): Promise<SyncError> {
  if (answer.kind === 'file') {
    for await (const _ of answer.bytes) break;
    return statusError({ code: 0, text: 'unerwartete Datei' }, table);
  }
  const { code } = answer.status;
  const text = [account.user, account.password]
    .filter((secret) => secret !== '')
    .reduce((said, secret) => said.replaceAll(secret, '***'), answer.status.text);
  return statusError({ code, text }, table);
}

function tokenOnly(table: string): SyncError {
  return new SyncError({
    code: 'source.genesis-token',
    kind: 'configuration',
    message: `Die Tabelle ${table} ist für den Abruf im Dialog zu groß, und mit einem Token lassen sich keine Hintergrundaufträge starten.`,
    hint: 'Hinterlegen Sie Benutzer und Kennwort statt des Tokens, oder wählen Sie weniger Gebiete oder Jahre.',
  });
}

function tooSlow(job: string): SyncError {
  return new SyncError({
    code: 'source.genesis-job-slow',
    kind: 'source',
    message: `Der Hintergrundauftrag ${job} ist nach zwei Stunden nicht fertig.`,
    hint: 'Starten Sie den Lauf später noch einmal: Er wartet dann auf denselben Auftrag.',
  });
}
