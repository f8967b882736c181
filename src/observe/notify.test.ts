import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { closedPort, startLocalServer, type Behaviour } from '../../tests/support/local-server.ts';
import { mailChannel, type MailSettings } from './mail.ts';
import { NOTICES } from '../core/notices.ts';
import { noticeOf } from './notice.ts';
import { createNotifier, type NoticeChannel, sendLetter } from './notify.ts';
import { signature, webhookChannel } from './webhook.ts';

const PASSWORD = 'CANARY-smtp';
const SECRET = 'CANARY-webhook';
const PERSON = 'CANARY Anna Meier';
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

interface Mailbox {
  readonly port: number;
  readonly mails: { readonly to: readonly string[]; readonly text: string }[];
  readonly logins: { readonly user: string; readonly password: string }[];
}

async function mailbox(refuses = false): Promise<Mailbox> {
  const mails: Mailbox['mails'] = [];
  const logins: Mailbox['logins'] = [];
  const server = new SMTPServer({
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      logins.push({ user: username ?? '', password: password ?? '' });
      if (refuses) done(new Error(`no ${PASSWORD}`));
      else done(null, { user: username ?? '' });
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  open.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, mails, logins };
}

function mailTo(port: number): MailSettings {
  return {
    host: '127.0.0.1',
    port,
    encryption: 'none',
    user: 'kmsync',
    password: PASSWORD,
    from: 'kmsync@kreis.example',
    recipients: [
      { to: 'it@kreis.example', notices: NOTICES },
      { to: 'amt@kreis.example', notices: ['approval_waiting'] },
    ],
  };
}

/** Tells the events and answers what was reported about sending. */
async function tell(
  channels: readonly NoticeChannel[],
  ...events: readonly Readonly<Parameters<typeof noticeOf>>[]
): Promise<string[]> {
  const reported: string[] = [];
  const notifier = createNotifier(channels, (event, facts) =>
    reported.push(`${event} ${JSON.stringify(facts)}`),
  );
  for (const [event, facts] of events) notifier.tell(event, facts);
  await notifier.settled();
  return reported;
}

const INCOMPLETE = [
  'Run:Failed',
  { run: '2026-0007', job: 'einwohner', code: 'run.incomplete', name: PERSON },
] as const;
const WAITING = ['Approval:Waiting', { run: '2026-0008', job: 'einwohner' }] as const;

describe('who is told what', () => {
  it.each([
    ['Run:Failed', { code: 'run.incomplete' }, 'needs_attention'],
    ['Run:Failed', { code: 'run.compensated' }, 'compensated'],
    ['Run:Failed', { code: 'target.unreachable' }, undefined],
    ['Run:Done', { state: 'check_failed', kind: 'sync' }, 'check_failed'],
    ['Run:Done', { state: 'check_failed', kind: 'check' }, undefined],
    ['Run:Done', { state: 'published', kind: 'sync' }, undefined],
    ['Queue:Failed', { code: 'target.login-failed' }, 'failed'],
    ['Queue:Postponed', { code: 'source.unreachable' }, undefined],
    ['Approval:Waiting', {}, 'approval_waiting'],
    ['Delivery:Overdue', {}, 'delivery_overdue'],
  ] as const)('%s %o is %s', (event, facts, kind) => {
    expect(noticeOf(event, { run: '2026-0001', job: 'j', ...facts })?.kind).toBe(kind);
  });

  it('says nothing but ids', () => {
    const notice = noticeOf('Approval:Waiting', { run: PERSON, job: `${PERSON}\r\nBcc: x@y` });

    expect(JSON.stringify(notice)).not.toContain('CANARY');
  });
});

describe('mail', () => {
  it('goes to whoever asked for this kind of notice, with sentence, next step and command', async () => {
    const box = await mailbox();

    const reported = await tell([mailChannel(mailTo(box.port))], INCOMPLETE, WAITING);

    expect(box.mails.map(({ to }) => to)).toEqual(
      expect.arrayContaining([['it@kreis.example'], ['it@kreis.example', 'amt@kreis.example']]),
    );
    const text = box.mails.map((mail) => mail.text).join('\n');
    expect(text).toContain('kmsync resume 2026-0007');
    expect(text).toContain('kmsync approve 2026-0008');
    expect(text).not.toContain('CANARY');
    expect(reported.every((line) => line.startsWith('Notify:Sent'))).toBe(true);
    expect(box.logins[0]).toEqual({ user: 'kmsync', password: PASSWORD });
  });

  it('takes what a person has written to whoever is named for that, and says where nobody is', async () => {
    const box = await mailbox();
    const settings = mailTo(box.port);
    const recipients = [...settings.recipients, { to: 'offen@kreis.example', notices: ['barrier'] as const }];
    const letter = { kind: 'barrier', subject: 'Barriere', text: 'Zu klein.' } as const;
    const none = await sendLetter(letter, [mailChannel(settings)], () => undefined);
    const sent = await sendLetter(letter, [mailChannel({ ...settings, recipients })], () => undefined);

    expect([none, sent]).toEqual([false, true]);
    expect(box.mails.map(({ to }) => to)).toEqual([['offen@kreis.example']]);
    expect(box.mails[0]?.text).toContain('Zu klein.');
  });

  it.each(['refused', 'absent', 'not a mail server'] as const)(
    'P29 fails without a word of the log-in where the server is %s',
    async (how) => {
      const port = await brokenMailServer(how);

      const reported = await tell([mailChannel(mailTo(port))], INCOMPLETE);

      expect(reported).toEqual([
        `Notify:Failed ${JSON.stringify({ channel: 'mail', notice: 'needs_attention', run: '2026-0007', job: 'einwohner', code: 'notify.mail-failed' })}`,
      ]);
    },
  );
});

async function brokenMailServer(how: 'refused' | 'absent' | 'not a mail server'): Promise<number> {
  if (how === 'refused') return (await mailbox(true)).port;
  if (how === 'absent') return Number(new URL(await closedPort()).port);
  const server = createServer((socket) => socket.end(`500 ${PASSWORD}\r\n`)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

describe('webhook', () => {
  async function receiver(behave: (count: number) => Behaviour) {
    const server = await startLocalServer((_request, count) => behave(count));
    open.push(() => server.close());
    const channel = webhookChannel({
      url: `${server.origin}/hook?key=CANARY-query`,
      secret: SECRET,
      now: () => new Date('2026-02-03T13:00:00Z'),
      wait: () => 0,
    });
    return { server, channel };
  }

  it('is signed over time and body', async () => {
    const { server, channel } = await receiver(() => ({ status: 204 }));

    await tell([channel], INCOMPLETE);

    const [request] = server.requests;
    const timestamp = String(Date.UTC(2026, 1, 3, 13) / 1000);
    expect(request?.headers['x-kmsync-timestamp']).toBe(timestamp);
    expect(request?.headers['x-kmsync-signature']).toBe(
      `sha256=${signature(SECRET, timestamp, request?.body ?? '')}`,
    );
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ kind: 'needs_attention', run: '2026-0007' });
    expect(`${request?.body}${JSON.stringify(request?.headers)}`).not.toContain('CANARY');
  });

  it('is tried again, as the same delivery, and at most three times', async () => {
    const healed = await receiver((count) => (count < 3 ? { status: 503 } : { status: 200 }));
    const dead = await receiver(() => 'reset');

    const reported = [await tell([healed.channel], INCOMPLETE), await tell([dead.channel], INCOMPLETE)];

    expect(new Set(healed.server.requests.map(({ headers }) => headers['x-kmsync-delivery'])).size).toBe(1);
    expect([healed, dead].map(({ server }) => server.requests.length)).toEqual([3, 3]);
    expect(reported[0]?.[0]).toMatch(/^Notify:Sent/);
    expect(reported[1]?.[0]).toContain('notify.webhook-failed');
  });

  it.each([{ status: 400 }, { status: 302, headers: { location: 'http://127.0.0.1:1/' } }])(
    'P29 is given up at once where it is refused ($status), and nothing secret is reported',
    async (reply) => {
      const { server, channel } = await receiver(() => ({ ...reply, body: SECRET }));

      const reported = await tell([channel], INCOMPLETE);

      expect(server.requests).toHaveLength(1);
      expect(reported).toHaveLength(1);
      expect(reported.join()).not.toContain('CANARY');
    },
  );
});
