import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import exceljs from 'exceljs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { consoleWorld, type Browser, type ConsoleWorld } from '../../tests/support/console-world.ts';
import { PREVIEW_LEVEL } from '../../tests/support/preview-sample.ts';
import { finding, type Finding } from '../core/finding.ts';
import type { LookInto } from '../engine/look/look-into.ts';
import type { RunDelivery } from '../engine/deliveries/delivery-book.ts';

let world: ConsoleWorld;
const logged: string[] = [];
/** What reads the files of the next test in its place. */
let reader: LookInto | undefined;
let eda: Browser;
beforeAll(async () => {
  world = await consoleWorld({
    lookInto: (question) => (reader ?? world.app.lookInto)(question),
    log: (event, facts) => void logged.push(JSON.stringify([event, facts])),
    settings: {
      upload: { largestMb: 2, largestPlainMb: 1, perPersonMb: 2 },
    },
  });
  eda = await world.browser('eda', 'sync-editor');
});
afterEach(() => {
  reader = undefined;
});
afterAll(() => world.close());

const CANARY = 'Kanarienvogel-4711';
const NAME = 'quartiere.csv';
const CSV = [
  'QUARTIER;PERSONEN;BEMERKUNG',
  ...Array.from({ length: 30 }, (_, index) => `${String(index + 101).padStart(4, '0')};${index};ohne`),
  `0599;12;${CANARY}`,
  '<img src=x onerror=alert(1)>;=HYPERLINK("http://boese.example");+1',
  '0777;3;ohne',
].join('\n');
/** Of the key that is wrong, in `CSV`. */
const ROW = 32;

const csv = (text = CSV) => new File([text], NAME);
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const unknownKey = (row: number, found: string, more: { sheet?: string } = {}): Finding =>
  finding('mapping.unknown-key', { file: NAME, row, column: 'QUARTIER', ...more }, { found });
const WRONG = [unknownKey(ROW, '0599'), unknownKey(ROW + 1, '<img src=x onerror=alert(1)>')];

async function failed(bytes: string | Uint8Array = CSV, more: Partial<RunDelivery> = {}, findings = WRONG) {
  const run = await world.run('check_failed', findings);
  const read: RunDelivery = {
    file: NAME,
    sha256: sha256(bytes),
    bytes: bytes.length,
    profile: 'klein-personen',
    profileSha256: 'b'.repeat(64),
    dataset: 'klein-personen',
    rows: 33,
    dates: [],
    refused: true,
    ...more,
  };
  await world.app.ledger.putRunDeliveries(run, [read]);
  return run;
}

const check = (run: string) => `/laeufe/${run}/pruefung`;
const rowOf = (run: string, row = ROW) => `${check(run)}/zeile?zeile=${row}&spalte=A`;
const look = (run: string, file?: File, who = eda, fields = {}) =>
  who.upload(`${check(run)}/nachsehen`, fields, file);
const html = async (at: string, who = eda) => (await who.get(at)).text();
const plain = (text: string) => text.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
const textOf = async (at: string, who = eda) => plain(await html(at, who));
const left = () => readdirSync(path.join(world.app.config.state, 'uploads'));

const FORM = 'Datei zum Nachsehen öffnen';
const NOT_OPEN = 'Die Datei ist nicht mehr geöffnet.';

describe('Zeile ansehen', () => {
  it('shows five rows with all columns, the cell outlined and named in words', async () => {
    const run = await failed();
    expect(await textOf(check(run))).toContain(FORM);
    expect(await html(check(run))).not.toContain('/pruefung/zeile');

    const sent = await look(run, csv());

    expect(sent.status).toBe(303);
    expect(sent.headers.get('location')).toBe(`${check(run)}#nachsehen`);
    const report = await html(check(run));
    const href = /href="([^"]*\/zeile[^"]*)"/.exec(report)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(href).toBe(rowOf(run));
    expect(plain(report)).toContain('Zeile 32 ansehen');
    const page = await html(href);
    expect(plain(page)).toContain('hier: gefunden „0599“');
    expect(page.match(/ks-cell-here/g)).toHaveLength(1);
    expect([...page.matchAll(/scope="row"[^>]*>(\d+)</g)].map(([, row]) => row)).toEqual([
      '30',
      '31',
      '32',
      '33',
      '34',
    ]);
    for (const column of ['A', 'B', 'C'])
      expect(page).toContain(`<th scope="col" class="kern-table__header">${column}</th>`);
    expect(page).toContain(CANARY);
    expect(page).toMatch(/class="kern-table-responsive" tabindex="0" role="region"/);
  });

  it('keeps what stands in cells as text, in the page and nowhere in an address', async () => {
    const run = await failed();
    await look(run, csv());

    const page = await html(rowOf(run, ROW + 1));

    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    // A stray quotation mark: the line is shown as it is.
    expect(page).toContain(';=HYPERLINK(&quot;http://boese.example&quot;);+1');
    expect(page).not.toMatch(/href="[^"]*(boese|img)/);
  });

  it('names the cell of a workbook as Excel does', async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('Daten & mehr');
    sheet.addRow(['Auszählung']);
    sheet.addRow(['Jahr', 'QUARTIER', 'Wert']);
    for (let index = 0; index < 6; index += 1) sheet.addRow([2025, `010${index}`, index / 2]);
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    const run = await failed(bytes, {}, [unknownKey(5, '0102', { sheet: 'Daten & mehr' })]);
    await look(run, new File([bytes], 'q.xlsx'));

    const report = await html(check(run));

    expect(plain(report)).toContain('Spalte QUARTIER, Zelle B5');
    const href = /href="([^"]*\/zeile[^"]*)"/.exec(report)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const page = await textOf(href);
    expect(page).toContain('Blatt „Daten &amp; mehr“');
    expect(page).toContain('hier: gefunden „0102“');
    expect(page).toContain('0,5');
  });

  it('goes back to the row that was asked for', async () => {
    const run = await failed();
    expect(await textOf(rowOf(run))).toContain(NOT_OPEN);

    const sent = await look(run, csv(), eda, { zeile: '32', spalte: 'A' });

    expect(sent.headers.get('location')).toBe(rowOf(run));
  });

  it.each(['zeile=0', 'zeile=1e9', 'zeile=../x', 'spalte=A', ''])(
    'answers ?%s with a sentence',
    async (query) => {
      const run = await failed();
      const response = await eda.get(`${check(run)}/zeile?${query}`);

      expect(response.status).toBe(200);
      expect(await response.text()).toContain('Diese Zeile gibt es nicht.');
    },
  );

  it('says so where the row was not kept, and marks the row where no column is known', async () => {
    const run = await failed();
    await look(run, csv());

    expect(await textOf(rowOf(run, 400))).toContain('Zeile 400 ist hier nicht zu sehen');
    expect(await textOf(`${check(run)}/zeile?zeile=3`)).toContain('3 – hier');
    expect(await textOf(`${check(run)}/zeile?zeile=3&blatt=constructor`)).toContain('nicht zu sehen');
  });
});

describe('a file opened for looking', () => {
  it('is seen by nobody else, for no other run, and not after a new log-in', async () => {
    const run = await failed();
    const other = await failed();
    await look(run, csv());
    const same = await world.browser('eda', 'sync-editor');
    const ole = await world.browser('ole', 'sync-editor');

    expect(await textOf(rowOf(run))).toContain(CANARY);
    for (const [who, at] of [
      [eda, rowOf(other)],
      [same, rowOf(run)],
      [ole, rowOf(run)],
    ] as const)
      expect(await textOf(at, who)).toContain(NOT_OPEN);
    expect(await html(check(other))).not.toContain('/pruefung/zeile');
  });

  it('is forgotten after a quarter of an hour', async () => {
    const run = await failed();
    await look(run, csv());
    world.later(14);
    expect(await textOf(rowOf(run))).toContain(CANARY);

    world.later(1);

    expect(await textOf(rowOf(run))).toContain(NOT_OPEN);
  });

  it('is forgotten when the person logs out', async () => {
    const run = await failed();
    const who = await world.browser('uwe', 'sync-editor');
    const { token } = who;
    await look(run, csv(), who);
    await who.post('/abmelden');
    who.setToken(token);

    expect((await who.get(rowOf(run))).status).toBe(303);
  });

  it('leaves nothing in ledger, log and folders', async () => {
    const run = await failed();
    await look(run, csv());
    await look(run, csv(`${CSV}\n`));
    expect(await textOf(rowOf(run))).toContain(CANARY);

    expect(left()).toEqual([]);
    expect(logged.some((line) => line.includes('look.other-file'))).toBe(true);
    expect(logged.join('\n')).not.toContain(CANARY);
    const { state } = world.app.config;
    for (const name of readdirSync(state, { recursive: true, encoding: 'utf8', withFileTypes: true }))
      if (name.isFile())
        expect(readFileSync(path.join(name.parentPath, name.name)).includes(CANARY), name.name).toBe(false);
  });

  it('is taken from editors alone, and only where the check page of the run may be seen', async () => {
    const run = await failed();
    const vera = await world.browser('vera', 'sync-viewer', 'sync-approver');

    expect((await look(run, csv(), vera)).status).toBe(403);
    expect(await textOf(check(run), vera)).not.toContain(FORM);
    expect((await look('2026-9999', csv())).status).toBe(404);
    expect((await eda.upload(`${check(run)}/nachsehen`, { formular: 'falsch' }, csv())).status).toBe(403);
  });
});

describe('a file that is not opened', () => {
  it.each([
    ['another one', () => csv(`${CSV} `), 422, 'Das ist nicht die Datei dieses Laufs.'],
    ['none', () => undefined, 422, 'Es ist keine Datei ausgewählt.'],
    ['too large a one', () => csv('x'.repeat(1_500_000)), 413, 'Die Datei ist größer als erlaubt'],
    ['a page', () => csv('<html><body>'), 422, 'Die Datei konnte nicht gelesen werden.'],
  ])(
    '%s: the form stands there again with the reason, and nothing is left',
    async (_what, file, status, text) => {
      const run = await failed();

      const response = await look(run, file());

      expect(response.status).toBe(status);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const page = await response.text();
      expect(plain(page)).toContain(text);
      expect(page).toMatch(/role="alert" tabindex="-1" data-focus/);
      expect(page).toMatch(/<title>Fehler \(1\): Prüfbericht/);
      expect(page).toMatch(/id="nachsehen"[^>]*><details[^>]* open/);
      expect(await textOf(rowOf(run))).toContain(NOT_OPEN);
      expect(left()).toEqual([]);
    },
  );

  it('of a length that is too much is refused before anything of it is read', async () => {
    const run = await failed();
    let pulled = 0;
    const head = `--grenze\r\nContent-Disposition: form-data; name="formular"\r\n\r\n${eda.formToken}\r\n--grenze\r\nContent-Disposition: form-data; name="datei"; filename="a.csv"\r\n\r\n`;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(pulled === 0 ? Buffer.from(head) : new Uint8Array(65_536));
        pulled += 1;
      },
    });
    const response = await eda.stream(`${check(run)}/nachsehen`, body, {
      'content-type': 'multipart/form-data; boundary=grenze',
      'content-length': '5000000000',
    });

    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(5);
  });

  it('is one with persons, whatever its profile says', async () => {
    const persons =
      'QUARTIER;Nachname;Vorname\n0101;Quarzmann;Xanthippa\n0102;Beispiel;Eva\n0103;Muster;Max\n';
    const run = await failed(persons);

    const response = await look(run, csv(persons));
    const page = await response.text();

    expect(response.status).toBe(422);
    expect(page).toContain('sieht nach Angaben zu einzelnen Personen aus');
    expect(page).not.toContain('Quarzmann');
    expect(await textOf(rowOf(run))).toContain(NOT_OPEN);
  });

  it('is one whose profile is not there or of persons: the form is not even offered', async () => {
    reader = () => Promise.reject(new RangeError('read all the same'));
    const run = await failed(CSV, { profile: 'einzeldaten' });

    expect(await textOf(check(run))).not.toContain(FORM);
    const response = await look(run, csv());
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('enthält Angaben zu einzelnen Personen');
  });

  it('is a third one at the same time; it is deleted and can be brought again', async () => {
    const run = await failed();
    const turns = new EventTarget();
    const free = once(turns, 'free');
    const both = once(turns, 'both');
    const began: string[] = [];
    reader = async ({ path: at }) => {
      if (began.push(at) === 2) turns.dispatchEvent(new Event('both'));
      await free;
      return [];
    };
    const first = [look(run, csv()), look(run, csv())];
    await both;

    const third = await look(run, csv());

    expect(third.status).toBe(409);
    expect(plain(await third.text())).toContain('Gerade werden schon andere Dateien geöffnet.');
    expect(left().sort()).toEqual(began.map((at) => path.basename(at)).sort());
    turns.dispatchEvent(new Event('free'));
    for (const response of await Promise.all(first)) expect(response.status).toBe(303);
    expect((await look(run, csv())).status).toBe(303);
    expect(left()).toEqual([]);
  });

  it('is one whose reading breaks off: the page says so, and the file is gone', async () => {
    const run = await failed();
    reader = () => Promise.reject(new RangeError(CANARY));

    const response = await look(run, csv());

    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain(CANARY);
    expect(logged.join('\n')).not.toContain(CANARY);
    expect(left()).toEqual([]);
  });

  it('is not asked for where no finding has a row', async () => {
    const run = await failed(CSV, {}, [finding('mapping.no-date', { file: NAME, row: 0 }, { found: NAME })]);

    expect(await textOf(check(run))).not.toContain(FORM);
  });
});

describe('an unknown key', () => {
  it('has up to three areas beside it that are nearly called so', async () => {
    const { level, editions } = PREVIEW_LEVEL;
    const [area] = editions[0]?.areas ?? [];
    const { id } = await world.app.ledger.startRun({ job: 'klein', kind: 'sync' });
    await world.app.ledger.putLevel(PREVIEW_LEVEL, id);
    const key = String(area?.key);
    const run = await failed(CSV, {}, [
      finding('mapping.unknown-area', { file: NAME, row: 3 }, { found: `${key}x (3-mal)`, expected: level }),
      finding('mapping.unknown-area', { file: NAME, row: 4 }, { found: 'ganz anders', expected: level }),
    ]);

    const text = await textOf(check(run));

    expect(text).toContain(`Ähnlich: ${key} ${area?.name}`);
    expect(text.match(/Ähnlich/g)).toHaveLength(1);
  });
});
