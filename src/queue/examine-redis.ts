/** The doctor's look at the Redis of the queue: reachable, lets this program in, and keeps what it is told. */
import { Redis } from 'ioredis';
import { requireRedisAddress } from './redis-address.ts';

export interface QueueCheck {
  readonly id: 'queue' | 'queue-login' | 'queue-memory' | 'queue-durability';
  readonly state: 'ok' | 'warn' | 'fail';
  /** German; names neither address nor password. */
  readonly text: string;
  readonly hint: string;
}

const PATIENCE_MS = 5_000;
const REFUSED = /^(WRONGPASS|NOAUTH|NOPERM|ERR AUTH|ERR invalid password)/;

/** Changes nothing there. Throws SyncError `queue.address-invalid` (kind configuration). */
export async function examineRedis(url: string): Promise<readonly QueueCheck[]> {
  requireRedisAddress(url);
  const answer = await ask(url);
  if (typeof answer === 'string') return [reached(answer), ...kept(answer)];
  return [REFUSED.test(answer.message) ? NOT_LET_IN : NOT_REACHED];
}

/** What Redis says of itself, or why it does not. */
async function ask(url: string): Promise<string | Error> {
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    enableReadyCheck: false,
  });
  let first: Error | undefined;
  client.on('error', (error: Error) => (first ??= error));
  try {
    await client.connect();
    // The log-in is answered before this; where it was refused, this is too.
    return await client.info();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return REFUSED.test(error.message) ? error : (first ?? error);
  } finally {
    client.disconnect();
  }
}

function reached(info: string): QueueCheck {
  const version = factOf(info, 'redis_version');
  const name = version === undefined ? 'Die Warteschlange' : `Die Warteschlange (Redis ${version})`;
  return { id: 'queue', state: 'ok', text: `${name} antwortet und lässt das Programm ein.`, hint: '' };
}

function kept(info: string): QueueCheck[] {
  const policy = factOf(info, 'maxmemory_policy');
  const log = factOf(info, 'aof_enabled');
  return [
    policy === 'noeviction'
      ? {
          id: 'queue-memory',
          state: 'ok',
          text: 'Die Warteschlange verdrängt nichts (noeviction).',
          hint: '',
        }
      : {
          id: 'queue-memory',
          state: 'warn',
          text: `Die Warteschlange darf Einträge verdrängen, wenn ihr Speicher voll ist (maxmemory-policy: ${policy ?? 'nicht zu erfahren'}).`,
          hint: 'Setzen Sie „maxmemory-policy noeviction“. Verloren geht kein Lauf, aber mancher beginnt erst Minuten später.',
        },
    log === '1'
      ? { id: 'queue-durability', state: 'ok', text: 'Die Warteschlange schreibt mit (AOF).', hint: '' }
      : {
          id: 'queue-durability',
          state: 'warn',
          text: 'Die Warteschlange vergisst bei einem Neustart, was in ihr steht (AOF ist aus).',
          hint: 'Setzen Sie „appendonly yes“. Verloren geht kein Lauf, aber mancher beginnt erst Minuten später.',
        },
  ];
}

function factOf(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:([\\w.-]+)`, 'm').exec(info)?.[1];
}

const NOT_REACHED: QueueCheck = {
  id: 'queue',
  state: 'fail',
  text: 'Die Warteschlange antwortet nicht.',
  hint: 'Prüfen Sie KMSYNC_REDIS_URL, Port und Firewall, und ob Redis läuft. Bis dahin sehen die Prozesse selbst nach, was ansteht.',
};

const NOT_LET_IN: QueueCheck = {
  id: 'queue-login',
  state: 'fail',
  text: 'Die Warteschlange lässt das Programm nicht ein: Kennwort oder Rechte stimmen nicht.',
  hint: 'Prüfen Sie das Kennwort in KMSYNC_REDIS_URL. Sonderzeichen darin müssen als %-Zeichen geschrieben sein.',
};
