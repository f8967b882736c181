import { describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import { examineSite, type SiteExamined } from './site-checks.ts';

const NOW = new Date('2026-02-03T13:00:00.000Z');
const GIBIBYTE = 1024 ** 3;

const sound: SiteExamined = {
  freeBytes: () => Promise.resolve(20 * GIBIBYTE),
  askLedger: () => Promise.resolve(),
  databaseTime: () => Promise.resolve(undefined),
  now: () => NOW,
  secrets: [{ name: 'KMSYNC_CLIENT_SECRET', read: () => Promise.resolve('x') }],
  channels: [
    { id: 'mail', reach: () => Promise.resolve({ id: 'mail', state: 'ok', text: 'mail', hint: '' }) },
  ],
};

const refused = (code: string) => () =>
  Promise.reject(
    new SyncError({ code, kind: 'local', message: `message of ${code}`, hint: `hint of ${code}` }),
  );

describe('examineSite', () => {
  it('finds a sound site in order', async () => {
    const checks = await examineSite(sound);

    expect(checks.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'disk ok',
      'ledger ok',
      'ledger-clock ok',
      'secret ok',
      'mail ok',
    ]);
  });

  it('tells all problems at once, each with the next step', async () => {
    const checks = await examineSite({
      ...sound,
      freeBytes: () => Promise.resolve(GIBIBYTE / 10),
      askLedger: refused('ledger.unreachable'),
      databaseTime: () => Promise.resolve(new Date(NOW.getTime() - 31_000)),
      secrets: [{ name: 'KMSYNC_SMTP_PASSWORD', read: refused('config.secret-missing') }],
      channels: [
        { id: 'mail', reach: () => Promise.resolve({ id: 'mail', state: 'fail', text: 'm', hint: 'h' }) },
      ],
    });

    expect(checks.every(({ state, hint }) => state === 'fail' && hint !== '')).toBe(true);
    expect(checks.map(({ text }) => text)).toEqual([
      'Frei für Laufdatenbank und Lieferungen: 0,1 GiB.',
      'message of ledger.unreachable',
      'Die Uhr dieses Rechners weicht um 31 Sekunden von der der Laufdatenbank ab.',
      'message of config.secret-missing',
      'm',
    ]);
  });

  it('goes on where neither the ledger nor the folder it lies in can be had', async () => {
    const checks = await examineSite({
      ...sound,
      freeBytes: () => Promise.reject(new Error('ENOENT')),
      askLedger: refused('ledger.unreachable'),
      databaseTime: refused('ledger.unreachable'),
    });

    expect(checks.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'disk fail',
      'ledger fail',
      'ledger-clock warn',
      'secret ok',
      'mail ok',
    ]);
  });

  it('takes the clocks for equal within 30 s', async () => {
    const databaseTime = () => Promise.resolve(new Date(NOW.getTime() + 30_000));

    expect(await examineSite({ ...sound, databaseTime })).toContainEqual({
      id: 'ledger-clock',
      state: 'ok',
      text: 'Die Uhren von Rechner und Laufdatenbank stimmen überein.',
      hint: '',
    });
  });
});
