/** A delivery by hand: from the file in a form to the figures in KomMonitor, by two people. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Browser } from '../support/console-world.ts';
import { SMALL_JOB, smallDelivery } from '../support/small-site.ts';
import { benefitsWorkbook } from '../support/trial-site.ts';
import {
  CHUNKS as AT,
  NEW_DELIVERY as NEW,
  runIn,
  SMALL_SOURCE as SOURCE,
  tusHead as head,
  uploadWorld,
  type UploadWorld,
} from '../support/upload-world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: UploadWorld;
beforeEach(async () => {
  world = await uploadWorld();
});
afterEach(() => world.close());

const csv = (text: string, name = 'personen_2022-12-31.csv') => new File([text], name);

/** Has it submitted and approved, and waits until it is published. */
async function published(run: string, by: Browser, other: Browser): Promise<void> {
  await by.post(`/laeufe/${run}/vorlegen`);
  const plan = (await world.app.ledger.run(run))?.planHash ?? '';
  expect((await other.post(`/laeufe/${run}/freigeben`, { plan })).status).toBe(303);
  await world.app.desk.settled();
}

describe('a delivery by hand', () => {
  it('is checked and compared, submitted by whoever brought it, approved by another person, and published', async () => {
    const anna = await world.browser('anna', 'sync-editor', 'sync-approver');
    const bernd = await world.browser('bernd', 'sync-approver');

    const run = await world.brought(anna, csv(smallDelivery()), { bemerkung: 'Wie besprochen' });
    expect(await world.stateOf(run)).toBe('draft');
    expect(await world.textOf(anna, `/laeufe/${run}`)).toContain(
      'Gebracht von Ihnen Bemerkung Wie besprochen',
    );
    expect(world.simulator.state().indicators).toHaveLength(0);

    await anna.post(`/laeufe/${run}/vorlegen`);
    expect(await world.textOf(bernd, `/laeufe/${run}/freigabe`)).toContain(
      'Gebracht von anna Bemerkung Wie besprochen',
    );
    expect(await world.app.ledger.approval(run)).toMatchObject({
      uploadedBy: 'local:anna',
      submittedBy: 'local:anna',
    });
    const plan = (await world.app.ledger.run(run))?.planHash ?? '';
    expect((await anna.post(`/laeufe/${run}/freigeben`, { plan })).status).toBe(403);
    expect((await bernd.post(`/laeufe/${run}/freigeben`, { plan })).status).toBe(303);
    await world.app.desk.settled();

    expect(await world.stateOf(run)).toMatch(/^published/);
    expect(world.simulator.state().indicators).toHaveLength(2);
  });

  it('cannot be approved by whoever brought it, even where somebody else submits it', async () => {
    const anna = await world.browser('anna', 'sync-editor', 'sync-approver');
    const clara = await world.browser('clara', 'sync-editor');
    const run = await world.brought(anna, csv(smallDelivery()));
    await clara.post(`/laeufe/${run}/vorlegen`);
    const plan = (await world.app.ledger.run(run))?.planHash ?? '';

    expect((await anna.post(`/laeufe/${run}/freigeben`, { plan })).status).toBe(403);
    expect(await world.stateOf(run)).toBe('submitted');
  });

  it('leaves no file behind, whether it is good or not', async () => {
    const anna = await world.browser('anna', 'sync-editor');

    await world.brought(anna, csv(smallDelivery()));
    const bad = await world.brought(anna, csv('QUARTIER;STICHTAG\nx;y\n'));

    expect(await world.stateOf(bad)).toBe('check_failed');
    writeFileSync(path.join(world.site, 'deliveries/gemeinden.geojson'), '{}');
    const unread = await world.brought(anna, csv(smallDelivery()));

    expect(await world.stateOf(unread)).toMatch(/check_failed|cancelled/);
    expect(world.filesIn('uploads')).toEqual([]);
    expect(world.filesIn('landing')).toEqual([]);
  });

  it('that is published already answers that there is nothing to change, and by which run', async () => {
    const anna = await world.browser('anna', 'sync-editor');
    const bernd = await world.browser('bernd', 'sync-approver');
    const first = await world.brought(anna, csv(smallDelivery()));
    await published(first, anna, bernd);

    const again = await world.brought(anna, csv(smallDelivery(), 'noch einmal.csv'));

    expect(await world.stateOf(again)).toBe('no_change');
    expect(await world.textOf(anna, `/laeufe/${again}`)).toContain(`Diese Datei wurde schon veröffentlicht.`);
    expect(await world.textOf(anna, `/laeufe/${again}`)).toContain(`Lauf ${first}`);
  });

  it.each(['draft', 'withdrawn', 'rejected'] as const)(
    'that is %s counts for no other run',
    async (ending) => {
      const anna = await world.browser('anna', 'sync-editor');
      const bernd = await world.browser('bernd', 'sync-approver');
      const wrong = smallDelivery().replace(/;(\d+)\n/g, (_whole, n: string) => `;${Number(n) + 50}\n`);
      const run = await world.brought(anna, csv(wrong));
      expect(await world.stateOf(run)).toBe('draft');
      if (ending !== 'draft') await anna.post(`/laeufe/${run}/vorlegen`);
      if (ending === 'withdrawn') await anna.post(`/laeufe/${run}/zurueckziehen`);
      if (ending === 'rejected') await bernd.post(`/laeufe/${run}/zurueckweisen`, { grund: 'Zu viele.' });

      expect(await world.stateOf(run)).toBe(ending);
      expect(await world.app.ledger.newestDatasets('klein-personen')).toEqual([]);
    },
  );

  it('does not take the place of what lies in the folder under the same name', async () => {
    const anna = await world.browser('anna', 'sync-editor');
    const bernd = await world.browser('bernd', 'sync-approver');
    const run = await world.brought(anna, csv(smallDelivery()));
    writeFileSync(path.join(world.site, 'deliveries/personen_2022-12-31.csv'), 'etwas anderes');

    await published(run, anna, bernd);

    expect(await world.stateOf(run)).toMatch(/^published/);
    expect(readFileSync(path.join(world.site, 'deliveries/personen_2022-12-31.csv'), 'utf8')).toBe(
      'etwas anderes',
    );
  });

  it('is for editors, and for sources that there are', async () => {
    const olga = await world.browser('olga', 'sync-operator');
    const anna = await world.browser('anna', 'sync-editor');

    expect((await olga.upload(NEW, SOURCE, csv(smallDelivery()))).status).toBe(403);
    for (const quelle of ['', 'gibt-es-nicht#0', `${SMALL_JOB}#7`]) {
      expect((await anna.upload(NEW, { quelle }, csv(smallDelivery()))).status).toBe(422);
    }
    expect(await world.app.ledger.runs()).toEqual([]);
    expect(world.filesIn('uploads')).toEqual([]);
  });

  it('keeps what was typed where the session has ended', async () => {
    const anna = await world.browser('anna', 'sync-editor');
    await world.app.ledger.endSession((await world.app.sessions.find(anna.token))?.session.id ?? '');

    const response = await anna.upload(NEW, SOURCE, csv(smallDelivery()));

    expect(response.headers.get('location')).toMatch(/^\/anmelden/);
    expect(await world.app.ledger.runs()).toEqual([]);
  });

  it('brings the page again with what is wrong where no file was chosen', async () => {
    const anna = await world.browser('anna', 'sync-editor');
    const response = await anna.upload(NEW, { ...SOURCE, bemerkung: 'Frisch' });
    const html = await response.text();

    expect(response.status).toBe(422);
    expect(html).toContain('Es ist keine Datei ausgewählt.');
    expect(html).toContain('value="Frisch"');
  });
});

describe('a delivery by hand to a job of several sources', () => {
  const other = { benefits: 'versuch#1', population: 'versuch#0' };
  let trial: UploadWorld;
  beforeEach(async () => {
    trial = await uploadWorld('trial');
  });
  afterEach(() => trial.close());

  it('computes with what the ledger holds of the others, and reads nothing of theirs', async () => {
    const anna = await trial.browser('anna', 'sync-editor');
    await trial.app.sync('versuch');
    const before = await trial.app.ledger.newestDatasets('versuch-einwohner');
    writeFileSync(path.join(trial.site, 'deliveries/einwohner_2023.csv'), 'das hier liest niemand');
    const workbook = await benefitsWorkbook(2023, (_book, sheet) => {
      const count = Number(sheet.getCell('C6').value) + 1;
      sheet.getCell('C6').value = count;
      sheet.getCell('B6').value = Number(sheet.getCell('B6').value) + 1;
      sheet.getCell('C70').value = Number(sheet.getCell('C70').value) + 1;
      sheet.getCell('B70').value = Number(sheet.getCell('B70').value) + 1;
    });

    const run = await trial.brought(anna, new File([new Uint8Array(workbook)], 'neu.xlsx'), {
      quelle: other.benefits,
    });

    expect(await trial.app.ledger.findings(run)).toEqual([]);
    expect(await trial.stateOf(run)).toBe('draft');
    expect((await trial.app.ledger.runDeliveries(run)).map(({ file }) => file)).toEqual(['neu.xlsx']);
    expect(await trial.app.ledger.newestDatasets('versuch-einwohner')).toEqual(before);
  });

  it('says so where there is nothing of another one yet', async () => {
    const anna = await trial.browser('anna', 'sync-editor');

    const bytes = new Uint8Array(readFileSync(path.join(trial.site, 'deliveries/einwohner_2023.csv')));
    const run = await trial.brought(anna, new File([bytes], 'einwohner_2023.csv'), {
      quelle: other.population,
    });

    expect(await trial.stateOf(run)).toBe('draft');
    const codes = (await trial.app.ledger.findings(run)).map(({ code }) => code);
    expect(codes).toEqual(['statistics.dataset-awaited']);
  });
});

describe('fetching now', () => {
  it('runs what the source has, and answers with its run', async () => {
    const olga = await world.browser('olga', 'sync-operator');

    const response = await olga.post('/lieferungen/abrufen', { auftrag: SMALL_JOB });
    await world.app.desk.settled();

    expect(response.status).toBe(303);
    expect(await world.stateOf(runIn(response))).toBe('submitted');
  });

  it('answers with the same run where it is asked twice at once', async () => {
    const olga = await world.browser('olga', 'sync-operator');

    const answers = await Promise.all(
      [1, 2].map(() => olga.post('/lieferungen/abrufen', { auftrag: SMALL_JOB })),
    );
    await world.app.desk.settled();

    expect(new Set(answers.map(runIn)).size).toBe(1);
    expect(await world.app.ledger.runs()).toHaveLength(1);
  });
});

describe('a delivery in chunks', () => {
  const patch = (who: Browser, url: string, offset: number, body: Uint8Array) =>
    who.send('PATCH', url, {
      headers: {
        'tus-resumable': '1.0.0',
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body,
    });

  it('can be gone on with after an interruption, and becomes a run', async () => {
    const anna = await world.browser('anna', 'sync-editor');
    const bytes = Buffer.from(smallDelivery());
    const half = Math.floor(bytes.length / 2);

    const created = await anna.send('POST', AT, { headers: head(bytes.length) });
    expect(created.status).toBe(201);
    const url = created.headers.get('location') ?? '';
    await patch(anna, url, 0, bytes.subarray(0, half));
    expect(await world.textOf(anna, NEW)).toContain('Übertragung unterbrochen bei');
    const where = await anna.send('HEAD', url, { headers: { 'tus-resumable': '1.0.0' } });
    expect(where.headers.get('upload-offset')).toBe(String(half));
    expect((await patch(anna, url, 0, bytes)).status).toBe(409);
    expect((await patch(anna, url, half, bytes.subarray(half))).status).toBe(204);

    const response = await anna.upload(NEW, { ...SOURCE, uebertragung: url.split('/').at(-1) ?? '' });
    await world.app.desk.settled();

    expect(response.status).toBe(303);
    expect(await world.stateOf(runIn(response))).toBe('draft');
    expect(world.filesIn('uploads')).toEqual([]);
  });

  it('belongs to whoever began it', async () => {
    const anna = await world.browser('anna', 'sync-editor');
    const clara = await world.browser('clara', 'sync-editor');
    const url = (await anna.send('POST', AT, { headers: head(4) })).headers.get('location') ?? '';

    expect((await patch(clara, url, 0, Buffer.from('a;b\n'))).status).toBe(404);
    expect((await clara.send('DELETE', url, { headers: { 'tus-resumable': '1.0.0' } })).status).toBe(404);
    expect((await patch(anna, url, 0, Buffer.from('a;b\n'))).status).toBe(204);
    const id = url.split('/').at(-1) ?? '';
    expect((await clara.upload(NEW, { ...SOURCE, uebertragung: id })).status).toBe(422);
    expect(await world.textOf(clara, NEW)).not.toContain('unterbrochen');
  });

  it('is gone once it is cancelled', async () => {
    const anna = await world.browser('anna', 'sync-editor');
    const url = (await anna.send('POST', AT, { headers: head(4) })).headers.get('location') ?? '';

    expect((await anna.send('DELETE', url, { headers: { 'tus-resumable': '1.0.0' } })).status).toBe(204);
    expect(world.filesIn('uploads')).toEqual([]);
  });

  it('is no run before its last byte, and no file of somebody who asks for it', async () => {
    const anna = await world.browser('anna', 'sync-editor');
    const url = (await anna.send('POST', AT, { headers: head(9) })).headers.get('location') ?? '';
    await patch(anna, url, 0, Buffer.from('a;b\n'));

    expect((await anna.upload(NEW, { ...SOURCE, uebertragung: url.split('/').at(-1) ?? '' })).status).toBe(
      422,
    );
    expect((await anna.get(url)).status).toBe(404);
    expect(await world.app.ledger.runs()).toEqual([]);
  });
});
