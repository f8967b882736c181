/**
 * Notifications to another program: a small JSON document, signed, so that the receiver can tell ours from
 * anybody's. The errors of the library, which hold the request, stay here.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { create } from 'axios';
import axiosRetry from 'axios-retry';
import { SyncError } from '../errors.ts';
import type { NoticeChannel } from './notify.ts';

export interface WebhookSettings {
  readonly url: string;
  readonly secret: string;
  readonly now: () => Date;
  /** Told the wait it would take, answers the wait to take: tests answer 0. */
  readonly wait?: (milliseconds: number) => number;
}

const ATTEMPTS = 3;
const FIRST_WAIT_MS = 1_000;
const TIMEOUT_MS = 10_000;

/**
 * POST with `X-Kmsync-Timestamp` (seconds) and `X-Kmsync-Signature: sha256=…`, the HMAC-SHA256 over
 * `timestamp.body` in hex. Repetitions carry the same `X-Kmsync-Delivery`.
 * `send` throws SyncError `notify.webhook-failed` (kind local).
 */
export function webhookChannel(settings: WebhookSettings): NoticeChannel {
  const client = create({
    timeout: TIMEOUT_MS,
    maxRedirects: 0,
    maxContentLength: 64 * 1024,
    proxy: false,
    validateStatus: (status) => status >= 200 && status < 300,
  });
  const wait = settings.wait ?? ((milliseconds: number) => milliseconds);
  axiosRetry(client, {
    retries: ATTEMPTS - 1,
    shouldResetTimeout: true,
    retryCondition: ({ response }) =>
      response === undefined || response.status >= 500 || response.status === 429,
    retryDelay: (attempt) => wait(FIRST_WAIT_MS * 2 ** (attempt - 1)),
  });
  return {
    name: 'webhook',
    async send({ kind, job, run, sentence, nextStep, command }) {
      const at = settings.now();
      const body = JSON.stringify({
        version: 1,
        at: at.toISOString(),
        kind,
        job,
        run,
        sentence,
        nextStep,
        command,
      });
      const timestamp = String(Math.floor(at.getTime() / 1000));
      try {
        await client.post(settings.url, body, {
          headers: {
            'Content-Type': 'application/json; charset=utf-8',
            'X-Kmsync-Delivery': randomUUID(),
            'X-Kmsync-Timestamp': timestamp,
            'X-Kmsync-Signature': `sha256=${signature(settings.secret, timestamp, body)}`,
          },
        });
      } catch {
        throw failed();
      }
      return true;
    },
  };
}

export function signature(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

function failed(): SyncError {
  return new SyncError({
    code: 'notify.webhook-failed',
    kind: 'local',
    message: 'Eine Benachrichtigung wurde vom Webhook nicht angenommen.',
    hint: 'Prüfen Sie in kmsync.yaml „notify.webhook“ und ob der Empfänger läuft.',
  });
}
