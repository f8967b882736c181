import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  browserOn,
  consoleWorld,
  type Browser,
  type ConsoleWorld,
} from '../../tests/support/console-world.ts';
import { SMALL_JOB } from '../../tests/support/small-site.ts';
import { smallDelivery } from '../../tests/support/small-site.ts';
import type { Role } from '../engine/approval/person.ts';
import { OF_A_RUN } from './guard.ts';
import { ROUTES } from './routes.ts';

const FOREIGN = 'fremd';
let world: ConsoleWorld;
let own: string;
let foreign: string;

function twoOrganisations(site: string): void {
  const job = path.join(site, 'jobs', `${SMALL_JOB}.yaml`);
  const text = readFileSync(job, 'utf8').replace(SMALL_JOB, FOREIGN).replace('Ein kleiner', 'Ein fremder');
  writeFileSync(path.join(site, 'jobs', `${FOREIGN}.yaml`), `${text}organisation: Jugendamt\n`);
  appendFileSync(job, 'organisation: Sozialamt\n');
}

async function browser(name: string, groups: readonly string[], ...roles: Role[]): Promise<Browser> {
  const { ledger, sessions } = world.app;
  await ledger.putAccount({ name, roles, groups, password: 'none', locked: false }, 'added');
  const { token } = await sessions.begin({ subject: `local:${name}`, name, roles: new Set(roles), groups });
  return browserOn(world.console, token);
}

beforeAll(async () => {
  world = await consoleWorld({ prepare: twoOrganisations });
  own = await world.submitted('local:bernd');
  const { id } = await world.app.ledger.startRun({ job: FOREIGN, kind: 'sync' });
  await world.app.ledger.updateRun(id, { state: 'check_failed', finished: true });
  foreign = id;
});
afterAll(() => world.close());

describe('a run of another organisation', () => {
  const routes = ROUTES.filter(({ path: at }) => at.startsWith(OF_A_RUN));

  it.each(routes)('is for $method $path a run that does not exist', async ({ method, path: at }) => {
    const clerk = await browser('clara', ['Sozialamt'], 'sync-viewer', 'sync-editor', 'sync-approver');
    const ask = async (run: string) => {
      const to = at.replace(/:id\{[^/]*\}/, run);
      const answer = method === 'GET' ? await clerk.get(to) : await clerk.post(to, { grund: 'x' });
      return { status: answer.status, text: (await answer.text()).replaceAll(run, '') };
    };
    const other = await ask(foreign);

    expect(other.status).toBe(404);
    expect(other).toEqual(await ask('2026-9999'));
    expect((await world.app.ledger.run(foreign))?.state).toBe('check_failed');
  });

  it('stands in no list, no filter and no file', async () => {
    const clerk = await browser('clara', ['Sozialamt'], 'sync-editor');
    for (const at of ['/', '/laeufe', '/laeufe.csv', `/laeufe?auftrag=${FOREIGN}`, '/lieferungen/neu']) {
      const text = await (await clerk.get(at)).text();
      expect(text).not.toContain(foreign);
      expect(text).not.toContain('Ein fremder Bestand');
    }
    expect(await (await clerk.get('/laeufe')).text()).toContain(own);
  });

  it('cannot be begun', async () => {
    const clerk = await browser('clara', ['Sozialamt'], 'sync-editor');
    const fetched = await clerk.post('/lieferungen/abrufen', { auftrag: FOREIGN });
    const brought = await clerk.upload(
      '/lieferungen/neu',
      { quelle: `${FOREIGN}#0` },
      new File([smallDelivery()], 'personen_2022-12-31.csv'),
    );

    expect([fetched.status, brought.status]).toEqual([422, 422]);
    expect(await fetched.text()).not.toContain('Ein fremder Bestand');
    expect(await brought.text()).toContain('Diese Quelle gibt es nicht.');
    expect((await world.app.ledger.runs({})).map(({ id }) => id).toSorted()).toEqual(
      [own, foreign].toSorted(),
    );
  });

  it.each(['sync-operator', 'sync-auditor'] as const)('is seen by %s all the same', async (role) => {
    const watcher = await browser(`w-${role}`, [], role);

    expect((await watcher.get(`/laeufe/${foreign}`)).status).toBe(200);
    expect(await (await watcher.get('/laeufe')).text()).toContain(foreign);
  });

  it('is seen from the moment on that an account belongs to it', async () => {
    const clerk = await browser('dora', [], 'sync-viewer');
    expect((await clerk.get(`/laeufe/${foreign}`)).status).toBe(404);
    const account = await world.app.ledger.account('dora');
    if (account) await world.app.ledger.putAccount({ ...account, groups: ['Jugendamt'] }, 'groups');

    expect((await clerk.get(`/laeufe/${foreign}`)).status).toBe(200);
    expect((await clerk.get(`/laeufe/${own}`)).status).toBe(404);
  });
});
