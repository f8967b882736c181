import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleWorld, type Browser, type ConsoleWorld } from '../../tests/support/console-world.ts';
import { areaKey, levelId } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import { pseudonym, ROLES } from '../engine/approval/person.ts';

let world: ConsoleWorld;
let all: Browser;
beforeAll(async () => {
  world = await consoleWorld();
  all = await world.browser('alles', ...ROLES);
});
afterAll(() => world.close());

const listed = async (query: string) => {
  const html = await (await all.get(`/laeufe?${query}`)).text();
  return [...html.matchAll(/<a class="kern-link ks-nowrap" href="\/laeufe\/([^"]+)"/g)].map(([, run]) => run);
};

describe('the list of runs', () => {
  it('is narrowed down to a person by a pseudonym, so that no name stands in an address', async () => {
    const own = await world.submitted('local:alles');
    const other = await world.submitted('local:anna');
    const html = await (await all.get('/laeufe')).text();

    expect(html).toContain('>Ich</option>');
    expect(html).toContain('>anna</option>');
    expect(html).not.toContain('local:anna');
    expect(await listed(new URLSearchParams({ person: pseudonym('local:anna') }).toString())).toEqual([
      other,
    ]);
    expect(await listed(new URLSearchParams({ person: pseudonym('local:alles') }).toString())).toEqual([own]);
    expect(await listed('person=anna')).toEqual([]);
  });

  it('is narrowed down to runs that have written values of an indicator', async () => {
    const run = await world.run('published');
    await world.app.ledger.putFacts([
      {
        run,
        target: 't',
        indicator: 'klein-frauen',
        level: levelId('klein-quartier'),
        area: areaKey('01'),
        date: referenceDate('2022-12-31'),
        value: 50,
        state: 'ok',
        inputs: [],
      },
    ]);

    expect(await (await all.get('/laeufe')).text()).toContain('>Kleiner Frauenanteil</option>');
    expect(await listed('indikator=klein-frauen')).toEqual([run]);
    expect(await listed('indikator=klein-bev')).toEqual([]);
    expect(await listed('indikator=gibt-es-nicht')).toEqual([]);
    const file = await (await all.get('/laeufe.csv?indikator=klein-frauen')).text();
    expect(file.trim().split('\r\n')).toHaveLength(2);
  });
});
