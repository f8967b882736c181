/** Answers over HTTP that say 200 and hold an error: told, nothing is written, and nothing else of the run is lost. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SyncError } from '../../src/errors.ts';
import { expectPublished, freshSites, syncSite } from '../support/bad-delivery.ts';
import { AT } from '../support/extra-sources.ts';
import { startFileServer, type FileServer } from '../support/file-server.ts';
import { requestsSeen } from '../support/simulator-reader.ts';
import { figureIn, writeSourceSite, type ExtraSource } from '../support/source-inbox.ts';
import { shown, stops } from '../support/trial-run.ts';
import { QUARTERS } from '../support/trial-site.ts';

const WEB_FILE = 'quelle.csv';
const WEB: ExtraSource = {
  profile: `connector: duva
layout: { form: delimited, delimiter: ';' }
decimal: comma
signs: { base: none }
area: { column: QUARTIER, level: versuch-quartier }
date: { from: column, column: STICHTAG, format: DD.MM.YYYY }
values: { columns: [{ label: WERT, measure: wert }] }
measures: { wert: { integer: true, min: 0 } }
`,
  measure: 'wert',
  files: WEB_FILE,
  expected: { ...AT, value: figureIn('064') },
};
const WEB_TABLE = [
  'QUARTIER;STICHTAG;WERT',
  ...QUARTERS.map((quarter) => `${quarter};31.12.2023;${figureIn(quarter)}`),
  '',
].join('\r\n');

describe('an answer with status 200', () => {
  let server: FileServer;
  const fresh = freshSites(async (simulator) => {
    server = await startFileServer(WEB_TABLE);
    const config = `{ http: { internalHosts: ['${server.host}'], files: [{ url: ${server.origin}/${WEB_FILE} }] } }`;
    return writeSourceSite(simulator, { ...WEB, config });
  });
  afterEach(() => server.close());

  it.for([
    ['a page to log in', '<!DOCTYPE html><html><body>Anmeldung</body></html>', 'Web-Seite'],
    ['an error of a service', '{"error":{"code":500,"message":"Datenbank nicht erreichbar"}}', 'JSON'],
    [
      'an exception report',
      '<?xml version="1.0"?><ExceptionReport><Exception/></ExceptionReport>',
      'ExceptionReport',
    ],
    ['nothing', '', 'nichts'],
  ] as const)(
    'and %s inside breaks the run off, writes nothing, and loses nothing of the rest',
    async ([, body, told]) => {
      const [site, simulator] = [fresh.site(), fresh.simulator()];
      const all = site.waiting();
      server.file.bytes = Buffer.from(body);

      const failure = await syncSite(site).catch((error: unknown) => error);
      const seen = await requestsSeen(simulator);
      const after = { waiting: site.waiting(), refused: site.refused(), taken: site.taken() };
      server.file.bytes = Buffer.from(WEB_TABLE);
      server.file.etag = '"zwei"';
      const corrected = await syncSite(site);

      expect(failure).toMatchObject({ code: 'source.unexpected-content', kind: 'source' });
      expect((failure as SyncError).message).toContain(`„${WEB_FILE}“ liefert der Dienst`);
      expect((failure as SyncError).message).toContain(told);
      expect((failure as SyncError).hint).toContain('Öffnen Sie die Adresse im Browser');
      expect(seen).toEqual([]);
      expect(after).toEqual({ waiting: all, refused: [], taken: [] });
      expect(corrected.result.state).toMatch(/^published/);
      await expectPublished(simulator, site.expected);
      expect({ waiting: site.waiting(), taken: site.taken() }).toEqual({ waiting: [], taken: all });
    },
  );

  it('and a sentence of regret inside is a finding', async () => {
    const [site, simulator] = [fresh.site(), fresh.simulator()];
    const all = site.waiting();
    server.file.bytes = Buffer.from('Fehler 500: Die Datenbank ist zurzeit nicht erreichbar.');

    const bad = await syncSite(site);
    const after = { waiting: site.waiting(), refused: site.refused() };
    server.file.bytes = Buffer.from(WEB_TABLE);
    server.file.etag = '"zwei"';
    const corrected = await syncSite(site);

    expect(bad.findings.filter(stops).map(shown)).toEqual([
      { code: 'format.delimiter-absent', place: `${WEB_FILE}, Zeile 1`, expected: '„;“' },
    ]);
    expect(bad.result).toMatchObject({ state: 'check_failed', writes: 0 });
    expect(after).toEqual({ waiting: all, refused: [] });
    expect(corrected.result.state).toMatch(/^published/);
    await expectPublished(simulator, site.expected);
  });
});
