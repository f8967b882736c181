import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  consoleWorld,
  WAITING_PLAN,
  type Browser,
  type ConsoleWorld,
} from '../../tests/support/console-world.ts';
import { PREVIEW_LEVEL, PREVIEW_PLAN } from '../../tests/support/preview-sample.ts';
import {
  area,
  edition,
  FRAME,
  seriesOf,
  standing,
  wanted,
  wantedIndicator,
  wantedLevel,
} from '../../tests/support/sync-samples.ts';
import { ROLES } from '../engine/approval/person.ts';
import { planSync, type Plan } from '../sync/plan.ts';
import { areaKey } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import { innerId } from '../core/circle.ts';
import { finding } from '../core/finding.ts';

const NO_PROTOCOL = {
  tables: 0,
  reused: 0,
  figures: 0,
  primary: 0,
  secondary: 0,
  cost: 0,
  bound: null,
  ways: {},
  programs: 0,
  solver: '',
  durationMs: 0,
};

let world: ConsoleWorld;
let all: Browser;
let run: string;
let path: string;
beforeAll(async () => {
  world = await consoleWorld({
    examine: () => Promise.resolve([{ id: 'network', state: 'fail', text: 'Antwortet nicht.', hint: '' }]),
  });
  all = await world.browser('alles', ...ROLES);
  run = await world.planned('draft', PREVIEW_PLAN);
  await world.app.ledger.putLevel(PREVIEW_LEVEL, run);
  path = `/laeufe/${run}/vorschau`;
});
afterAll(() => world.close());

const htmlOf = async (at: string, browser = all) => (await browser.get(at)).text();
const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');
const textOf = async (at: string, browser = all) => plain(await htmlOf(at, browser));

/** Cells of the first table of a page, row by row. */
function rowsOf(html: string): string[][] {
  const body = /<tbody[^>]*>(.*?)<\/tbody>/s.exec(html)?.[1] ?? '';
  return [...body.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => plain(cell).trim()),
  );
}

describe('the preview as a table', () => {
  it('says in one sentence what changes, and against which state of KomMonitor', async () => {
    const text = await textOf(path);

    expect(text).toContain('In 2 Indikatoren kommen 44 Werte hinzu, 17 ändern sich, 0 entfallen.');
    expect(text).toContain(
      'Im ganzen Auftrag werden 3 Werte aus Gründen der Geheimhaltung nicht veröffentlicht.',
    );
    expect(text).toContain('Verglichen mit dem Stand von KomMonitor vom 03.02.2026, 13:58 MEZ.');
  });

  it('lists everything that happens with words beside the signs', async () => {
    const text = await textOf(path);

    expect(text).toContain('SGB-II-Quote (unter 65 Jahren), Quartiere : 19 neue Werte, Stichtag 31.12.2025');
    expect(text).toContain('SGB-II-Quote (unter 65 Jahren), Quartiere : 3 geheim gehaltene Werte');
    expect(text).toContain('Einwohner gesamt (gesamt), Quartiere : 17 geänderte Werte');
    expect(text).toContain('Was neu ist, bekommt diese Rechte; alles andere behält seine');
  });

  it('names the groups that may read it as KomMonitor does, and says where it cannot', async () => {
    const asked = vi.spyOn(world.app.desk, 'groupNames');
    const boxWith = async (names: Record<string, string> | undefined) => {
      asked.mockResolvedValue(names && new Map(Object.entries(names)));
      return (await textOf(path)).replace(/^.*Zugriffsrechte Was/, '');
    };
    const named = await boxWith({ 'p-1': 'Sozialamt', 'p-9': 'Andere' });
    const gone = await boxWith({ 'p-9': 'Andere' });
    const unread = await boxWith(undefined);
    asked.mockRestore();

    expect(named).toContain('(öffentlich: ja, Gruppen: Sozialamt )');
    expect(named).not.toContain('Andere');
    expect(gone).toContain('Gruppen: unbekannte Gruppe )');
    expect(unread).toContain('Gruppen: 1 )');
    expect(unread).toContain('KomMonitor antwortet nicht');
    expect(await textOf(path)).toContain('KomMonitor antwortet nicht');
  });

  it('puts the largest change first, shows old, new and change, and why there is no value', async () => {
    const rows = rowsOf(await htmlOf(`${path}?reihe=1&stichtag=2024-12-31`));

    expect(rows).toHaveLength(24);
    expect(rows[0]).toEqual(['Quartier 06', '06', '1.685', '2.085', '+400', 'geändert']);
    expect(rows.at(-1)).toEqual(['Quartier 08', '08', 'kein Wert', '1.130', '–', 'neu']);
    const rate = rowsOf(await htmlOf(`${path}?reihe=2`));
    expect(rate.find(([, key]) => key === '04')).toEqual([
      'Quartier 04',
      '04',
      'kein Wert',
      'kein Wert (geheim gehalten)',
      '–',
      'geheim',
    ]);
    expect(rate.find(([, key]) => key === '21')?.[3]).toBe('kein Wert (nicht geliefert)');
    expect(rate.find(([, key]) => key === '02')?.[3]).toBe('16,5');
  });

  it('puts sums and ranges before the table, and says of how many areas they are', async () => {
    const people = await textOf(`${path}?reihe=1&stichtag=2024-12-31`);
    expect(people).toMatch(/Summe bisher [\d.]+ \(23 von 24 Raumeinheiten\) Summe neu [\d.]+ Nur/);
    expect(await textOf(`${path}?reihe=2`)).toContain(
      'Spanne bisher kein Wert Spanne neu 0,0 bis 24,5 (19 von 24 Raumeinheiten)',
    );
  });

  it('is sorted by its headings, which say how it stands', async () => {
    const html = await htmlOf(`${path}?reihe=1&stichtag=2024-12-31&ordnung=name&richtung=ab`);

    expect(rowsOf(html)[0]?.[0]).toBe('Quartier 24');
    expect(html).toMatch(/aria-sort="descending"><a[^>]*richtung=auf[^>]*>Raumeinheit/);
    expect(html.match(/aria-sort="none"/g)).toHaveLength(4);
  });

  it('tells the script how to sort it where it is all on one page, and leaves it to the links elsewhere', async () => {
    const keys = Array.from({ length: 101 }, (_, index) => String(index).padStart(3, '0'));
    const series = seriesOf({ '2024-12-31': Object.fromEntries(keys.map((key) => [key, 5])) });
    const level = wantedLevel(edition('2020-01-01', ...keys.map((key) => area(key))));
    const long = planSync(wanted([level], [wantedIndicator()], [series]), standing({}), FRAME);
    const twoPages = await htmlOf(`/laeufe/${await world.planned('draft', long)}/vorschau`);
    const onePage = await htmlOf(`${path}?reihe=1&stichtag=2024-12-31`);

    expect(onePage).toMatch(/<table [^>]*data-sortable/);
    expect(onePage).toContain('<td class="kern-table__cell kern-table__cell--numeric" data-sort="1685">');
    expect(rowsOf(twoPages)).toHaveLength(100);
    expect(twoPages).toContain('class="kern-link ks-sort"');
    expect(twoPages).not.toContain('data-sort');
  });

  it('shows changes alone where asked, and keeps that in the address and in the file', async () => {
    const asked = 'reihe=1&stichtag=2024-12-31&nur=ja';
    const html = await htmlOf(`${path}?${asked}`);
    expect(rowsOf(html)).toHaveLength(18);
    expect(html).toContain('1 bis 18 von 18');

    const file = await all.get(`${path}.csv?${asked}`);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="vorschau-${run}.csv"`);
    const lines = (await file.text()).trim().split('\r\n');
    expect(lines).toHaveLength(19);
    expect(lines[1]).toBe('06;Quartier 06;2024-12-31;1685;2085;400;geändert;');
  });

  it('does not let the name of an area become a formula or HTML', async () => {
    const evil = {
      ...PREVIEW_LEVEL,
      id: 'evil',
      editions: PREVIEW_LEVEL.editions.map((one) => ({
        ...one,
        areas: one.areas.map((area) => ({ ...area, name: '=HYPERLINK("x")<b>' })),
      })),
    };
    await world.app.ledger.putLevel(evil, run);

    for (const view of ['', '/karte', '/verlauf']) {
      const html = await htmlOf(`${path}${view}?reihe=1`);
      expect(html).not.toContain('<b>');
      expect(html).toContain('&lt;b&gt;');
    }
    expect(await htmlOf(`${path}.csv?reihe=1`)).toContain(`"'=HYPERLINK(""x"")<b>"`);
    await world.app.ledger.putLevel(PREVIEW_LEVEL, run);
  });

  it.each(['reihe=99', 'reihe=0', 'reihe=-1', 'reihe=x', 'reihe=1.5'])(
    'shows no other series where %s was asked for',
    async (query) => {
      for (const view of ['', '/karte', '/verlauf']) {
        const response = await all.get(`${path}${view}?${query}`);
        const html = await response.text();
        expect(response.status).toBe(200);
        expect(html).toContain('Diese Reihe gibt es in der Vorschau nicht.');
        expect(html).not.toContain('bisher');
      }
    },
  );

  it.each(['stichtag=1999-01-01', 'ordnung=x&richtung=y', 'seite=7', 'flaeche=%00', 'nur=vielleicht'])(
    'takes %s as no harm',
    async (query) => {
      for (const view of ['', '/karte', '/verlauf', '.csv'])
        expect((await all.get(`${path}${view}?${query}`)).status).toBe(200);
    },
  );
});

describe('the preview as maps', () => {
  it('says in words what they show, and shows the same as a table', async () => {
    const html = await htmlOf(`${path}/karte?reihe=1&stichtag=2024-12-31`);

    expect(plain(html)).toContain('In 1 von 24 Raumeinheiten ändert sich der Wert um mehr als 10 %.');
    expect(plain(html)).toContain('In 1 von 24 Raumeinheiten kommt ein Wert hinzu.');
    expect(rowsOf(html)[0]).toEqual(['Quartier 06', '1.685', '2.085', '+400']);
    expect(rowsOf(html)).toHaveLength(24);
    expect(html).toContain('href="#werte"');
    expect(html).toContain('id="werte"');
  });

  it('draws three maps from one drawing of the areas, with nothing in them to stop at', async () => {
    const html = await htmlOf(`${path}/karte?reihe=1&stichtag=2024-12-31`);

    expect(html.match(/role="img"/g)).toHaveLength(3);
    expect(html.match(/<path id="f/g)).toHaveLength(24);
    expect(html.match(/<use href="#f/g)).toHaveLength(72);
    const svgs = [...html.matchAll(/<svg class="ks-map".*?<\/svg>/gs)].map(([svg]) => svg);
    for (const svg of svgs) expect(svg).not.toMatch(/tabindex|<a |style=/);
    expect(svgs[1]).toContain('<title>Quartier 06: 2.085</title>');
  });

  it('leaves areas without a value to a pattern, and gives zero the grey of KomMonitor', async () => {
    const html = await htmlOf(`${path}/karte?reihe=2`);
    const [, after = ''] = [...html.matchAll(/<svg class="ks-map".*?<\/svg>/gs)].map(([svg]) => svg);

    expect(after.match(/fill="url\(#ohne-wert\)"/g)).toHaveLength(5);
    expect(after).toMatch(/fill="#bababa"><title>Quartier 01: 0,0</);
    expect(after).toContain('Quartier 04: kein Wert (geheim gehalten)');
    expect(html).toContain('gleich viele Raumeinheiten je Klasse');
  });

  it('goes without maps where no areas are known', async () => {
    const other = await consoleWorld();
    const id = await other.planned('draft', PREVIEW_PLAN);
    const text = await textOf(`/laeufe/${id}/vorschau/karte?reihe=1`, await other.browser('alles', ...ROLES));
    await other.close();

    expect(text).toContain('sind am Stichtag keine Flächen bekannt');
    expect(text).toContain('Schlüssel 06');
  });
});

describe('the preview over time', () => {
  it('draws a line for each chosen area and shows the values behind it', async () => {
    const html = await htmlOf(`${path}/verlauf?reihe=1&flaeche=06&flaeche=08`);

    expect(plain(html)).toContain('Einwohner gesamt (gesamt), Quartiere: 2 von 24 Raumeinheiten');
    expect(rowsOf(html)).toEqual([
      ['31.12.2025', '1.745 (neu)', '1.124 (neu)'],
      ['31.12.2024', '2.085 (bisher 1.685)', '1.130 (neu)'],
    ]);
    expect(html).toContain('id="flaeche-5" name="flaeche" type="checkbox" value="06" checked');
    expect(plain(html)).toContain('nur die Stichtage, an denen sich etwas ändert');
  });

  it('knows the values that stay as they are from the release of the plan', async () => {
    const dates = ['2023-12-31', '2024-12-31', '2025-12-31'].map(referenceDate);
    const policy = { id: 'probe', version: 1, sha256: '0'.repeat(64) };
    const series = {
      circle: 'public',
      indicator: 'ew',
      level: PREVIEW_LEVEL.level,
      dates,
      areas: [areaKey('06'), areaKey('08')],
      rows: [
        [1_500, 2_085, 1_745],
        [null, 1_130, 1_124],
      ],
    };
    const content = {
      job: 'klein',
      target: PREVIEW_PLAN.target,
      policy,
      series: [series],
      tables: [],
      index: {},
      protocol: NO_PROTOCOL,
    };
    const { id: record } = await world.app.ledger.putRelease(content, run);
    const id = await world.planned('draft', { ...PREVIEW_PLAN, release: { record, policy: policy.sha256 } });
    const html = await htmlOf(`/laeufe/${id}/vorschau/verlauf?reihe=1&flaeche=06&flaeche=08`);

    expect(rowsOf(html).at(-1)).toEqual(['31.12.2023', '1.500', 'kein Wert']);
    expect(plain(html)).not.toContain('nur die Stichtage, an denen sich etwas ändert');
  });

  it('begins with those that move most, and never shows more lines than can be told apart', async () => {
    expect(await htmlOf(`${path}/verlauf?reihe=1`)).toContain('1 Quartier 06');
    const many = Array.from({ length: 9 }, (_, index) => `flaeche=0${index + 1}`).join('&');

    expect(await textOf(`${path}/verlauf?reihe=1&${many}`)).toContain('Gezeigt werden die ersten 6');
  });
});

describe('the preview in every state', () => {
  const previewOf = async (id: string) => textOf(`/laeufe/${id}/vorschau`);

  it('offers to submit to those who may, as long as nobody has', async () => {
    const vera = await world.browser('vera', 'sync-viewer');
    expect(await htmlOf(path)).toContain(`action="/laeufe/${run}/vorlegen"`);
    expect(await htmlOf(path, vera)).not.toContain('vorlegen');
    const waiting = await world.submitted('local:anna', PREVIEW_PLAN);

    expect(await htmlOf(`/laeufe/${waiting}/vorschau`)).not.toContain('vorlegen');
    expect(await htmlOf(`/laeufe/${waiting}/vorschau`)).toContain(`href="/laeufe/${waiting}/freigabe"`);
  });

  it('is reached from the run and from the approval, which says the same', async () => {
    const waiting = await world.submitted('local:anna', PREVIEW_PLAN);

    for (const at of [`/laeufe/${waiting}`, `/laeufe/${waiting}/freigabe`])
      expect(await htmlOf(at)).toContain(`href="/laeufe/${waiting}/vorschau"`);
    expect(await textOf(`/laeufe/${waiting}/freigabe`)).toContain('In 2 Indikatoren kommen 44 Werte hinzu');
  });

  it('says what there is where there is no plan', async () => {
    expect(await previewOf(await world.run('no_change'))).toContain('Keine Änderung.');
    expect(await previewOf(await world.run('checking'))).toContain('wird noch gelesen');
    expect(await previewOf(await world.run('published'))).toContain('Dieser Lauf hat keinen Plan');
    const old = await world.run('published');
    await world.app.ledger.updateRun(old, { planHash: 'f'.repeat(64) });
    expect(await previewOf(old)).toContain('wurde nach Ablauf seiner Frist gelöscht');
  });

  it('says so where nothing is left to do, and where findings stand in the way', async () => {
    const nothing: Plan = planSync(wanted([], [], []), standing({}), FRAME);
    expect(await previewOf(await world.planned('no_change', nothing))).toContain('Keine Änderung.');
    const stopped: Plan = {
      ...nothing,
      findings: [finding('sync.history-not-reachable', { file: 'KomMonitor', row: 0 }, {})],
    };

    expect(await previewOf(await world.planned('check_failed', stopped))).toContain(
      'Nichts geplant: Dem stehen Befunde entgegen.',
    );
  });

  it('is there while KomMonitor is not, and says of when it is', async () => {
    await all.post('/system/pruefen');

    const text = await textOf(path);
    expect(text).toContain('Mit KomMonitor stimmt zurzeit etwas nicht.');
    expect(text).toContain('Stand von KomMonitor vom 03.02.2026');
  });

  it('shows what is for the inner circle to those who answer for it, and to nobody else', async () => {
    const inner: Plan = {
      ...PREVIEW_PLAN,
      operations: PREVIEW_PLAN.operations.map((each) =>
        each.kind === 'put-values' ? { ...each, indicatorId: innerId(each.indicatorId) } : each,
      ),
    };
    const id = await world.planned('draft', inner);
    const vera = await world.browser('vera', 'sync-viewer');
    const anna = await world.browser('anna', 'sync-editor');

    for (const view of ['', '/karte', '/verlauf']) {
      const at = `/laeufe/${id}/vorschau${view}?reihe=1&stichtag=2024-12-31`;
      expect(await textOf(at, vera)).toContain('Diese Werte sind für den inneren Kreis.');
      expect(await htmlOf(at, vera)).not.toContain('2.085');
      expect(await htmlOf(at, anna)).toContain('2.085');
    }
    expect((await vera.get(`/laeufe/${id}/vorschau.csv?reihe=1`)).status).toBe(403);
  });

  it('shows stored values as they are where an indicator is not described any more', async () => {
    const { operations } = WAITING_PLAN;
    const undescribed: Plan = {
      ...WAITING_PLAN,
      operations: operations.filter(({ kind }) => kind === 'put-values'),
    };
    const id = await world.planned('draft', undescribed);

    expect(await previewOf(id)).toContain('Dieser Indikator ist nicht mehr beschrieben');
    expect(await previewOf(id)).toContain('0,1');
  });
});
