/**
 * Features of a WFS as a source: all pages of one feature type become one file. Nothing is taken on trust: that
 * pages follow each other, that none is missing, and that the coordinate system is the one that was asked for.
 */
import type { Connector, ConnectorContext } from './connector.ts';
import { epsgCode } from '../formats/gml.ts';
import { SyncError } from '../errors.ts';
import type { Http } from './http.ts';
import { statusError } from './http-errors.ts';
import { getOnce, patiently, type Patience } from './http-retry.ts';
import { loginOf, realMeans, type HttpSecrets, type HttpSourceMeans } from './http-source.ts';
import { outsideRoot } from './inside-root.ts';
import { readCapabilities } from './wfs-capabilities.ts';
import { capabilitiesUrl, fileOf, getFeatureUrl, hitsUrl, pageSize, type WfsConfig } from './wfs-config.ts';
import { exceptionIn, readWfsPage, type WfsPage } from './wfs-page.ts';

const LARGEST_ANSWER = 256 * 1024 * 1024;
const MOST_PAGES = 10_000;

type WfsSource = Pick<Connector<WfsConfig>, 'check' | 'list' | 'open'>;

/** `means`: left out, the real network and clock. */
export function wfsSource(secrets: HttpSecrets, means: HttpSourceMeans = realMeans()): WfsSource {
  const callOf = (config: WfsConfig, context: ConnectorContext): Call => ({
    config,
    http: means.httpFor(config),
    headers: loginOf(config, secrets, context),
    patience: means,
    signal: context.signal,
    hidden: Object.values(secrets)
      .map((name) => context.secret(name))
      .filter((value) => value.length > 2),
  });
  return {
    async check(config, context) {
      const offered = readCapabilities(await fetchBytes(capabilitiesUrl(config), callOf(config, context)));
      const names = offered.types.map(localName);
      if (!names.includes(localName(config.type)))
        throw configurationError('source.wfs-type', {
          message: `Der WFS bietet die Objektart „${config.type}“ nicht an.`,
          hint: `Angeboten werden: ${offered.types.slice(0, 20).join(', ')}.`,
        });
      const isJson = offered.formats.some((format) => /json/i.test(format));
      if (config.format === 'geojson' && offered.formats.length > 0 && !isJson)
        throw configurationError('source.wfs-format', {
          message: 'Der WFS bietet kein GeoJSON an.',
          hint: 'Schreiben Sie in der Konfiguration „format: gml“ und lesen Sie die Datei mit dem Aufbau „gml“.',
        });
    },
    async *list(config, context) {
      context.signal.throwIfAborted();
      const file = fileOf(config);
      yield { id: `${new URL(config.url).host}/${file}`, file, companions: [] };
    },
    async *open(config, _offer, file, context) {
      if (file !== fileOf(config)) throw outsideRoot(file);
      const pages = checkedPages(callOf(config, context));
      const texts = config.format === 'gml' ? asGml(pages) : asGeojson(pages);
      for await (const text of texts) yield Buffer.from(text);
    },
  };
}

interface Call {
  readonly config: WfsConfig;
  readonly http: Http;
  readonly headers: Readonly<Record<string, string>>;
  readonly patience: Patience;
  readonly signal: AbortSignal;
  /** Values that a service might repeat in its messages. */
  readonly hidden: readonly string[];
}

/** Every page has been checked against those before it when it goes out, the number of all when the last one has. */
async function* checkedPages(call: Call): AsyncGenerator<WfsPage> {
  const { config } = call;
  const isPaged = pageSize(config) !== undefined;
  const expected = config.version === '1.1.0' && !isPaged ? await countHits(call) : undefined;
  const seen = new Set<string>();
  let total = 0;
  let matched = expected;
  let before = '';
  for (let count = 0; ; count += 1) {
    if (count === MOST_PAGES) throw ignoresPaging();
    const page = readHidden(await fetchBytes(getFeatureUrl(config, total), call), call);
    const content = page.features.map((feature) => feature.content).join();
    if (count > 0 && content === before && content !== '') throw ignoresPaging();
    before = content;
    checkNewFeatures(page, seen, config);
    checkSystem(page, config);
    if (page.matched !== undefined && matched !== undefined && page.matched !== matched)
      throw incomplete(matched, page.matched);
    matched ??= page.matched;
    total += page.features.length;
    if (page.features.length > 0 || count === 0) yield page;
    if (!isPaged || page.features.length === 0 || total === matched) break;
  }
  if (matched !== undefined && total !== matched) throw incomplete(matched, total);
  if (config.atLeast !== undefined && total < config.atLeast) throw incomplete(config.atLeast, total);
}

/** An exception may stand behind the first features; what it says may hold what was sent. */
function readHidden(bytes: Buffer, { config, hidden }: Call): WfsPage {
  try {
    return readWfsPage(bytes, config.format);
  } catch (error) {
    if (error instanceof SyncError && error.code === 'source.wfs-exception')
      throw wfsException(error.message, hidden);
    throw error;
  }
}

async function countHits(call: Call): Promise<number | undefined> {
  const text = (await fetchBytes(hitsUrl(call.config), call)).toString('utf8');
  const count = /\bnumberOfFeatures=["'](\d{1,12})["']/.exec(text.slice(0, 10_000))?.[1];
  if (count === undefined && call.config.atLeast === undefined)
    throw configurationError('source.wfs-count', {
      message:
        'Der WFS sagt nicht, wie viele Objekte es gibt; ob alle gekommen sind, ließe sich nicht prüfen.',
      hint: 'Geben Sie mit „atLeast“ an, wie viele es mindestens sind.',
    });
  return count === undefined ? undefined : Number(count);
}

/**
 * Pages that are not sorted may overlap, and then others are missing. Some services make up ids each time, so that
 * only the content shows it; twins of the same content are to be expected on sorted pages only.
 */
function checkNewFeatures(page: WfsPage, seen: Set<string>, { sortBy }: WfsConfig): void {
  const own = new Set<string>();
  for (const { id, content } of page.features) {
    const marks = sortBy === undefined ? [id ?? content, content] : id === undefined ? [] : [id];
    const [mark] = marks;
    if ((mark !== undefined && own.has(mark)) || marks.some((one) => seen.has(one))) throw repeated(id);
    for (const one of marks) own.add(one);
  }
  for (const one of own) seen.add(one);
}

function checkSystem({ systems }: WfsPage, { srs, announcedAs }: WfsConfig): void {
  const wanted = epsgCode(srs);
  for (const name of systems) {
    const isWanted = epsgCode(name) === wanted || (wanted === 4326 && /\bCRS:?84$/i.test(name));
    if (!isWanted && !announcedAs.includes(name)) throw otherSystem(name, srs);
  }
}

async function fetchBytes(url: string, call: Call): Promise<Buffer> {
  const { http, headers, signal, patience, hidden } = call;
  return patiently(
    async () => {
      const answer = await getOnce(http, { url, headers, signal }, patience);
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const piece of answer.body) {
        size += piece.length;
        if (size > LARGEST_ANSWER) throw tooLarge();
        parts.push(piece);
      }
      const bytes = Buffer.concat(parts);
      // Exception reports come with 200, 400, 404 and 500 alike.
      const told = exceptionIn(bytes);
      if (told !== undefined) throw wfsException(told, hidden);
      if (answer.status === 200) return bytes;
      throw statusError(new URL(url).host, answer.status, 'den Objekten des WFS');
    },
    patience,
    signal,
  );
}

/** Several documents in one: whole pages inside an element of our own. */
async function* asGml(pages: AsyncIterable<WfsPage>): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<pages>\n';
  for await (const { parts } of pages) yield `${parts.join('')}\n`;
  yield '</pages>\n';
}

/** One feature per line; the coordinate system as the first page names it. */
async function* asGeojson(pages: AsyncIterable<WfsPage>): AsyncGenerator<string> {
  let count = 0;
  for await (const { parts, crs } of pages) {
    if (count === 0)
      yield `{"type":"FeatureCollection",${crs === undefined ? '' : `"crs":${crs},`}"features":[`;
    yield parts.map((part, index) => (count + index === 0 ? `\n${part}` : `,\n${part}`)).join('');
    count += parts.length;
  }
  yield '\n]}\n';
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function wfsException(message: string, hidden: readonly string[]): SyncError {
  return new SyncError({
    code: 'source.wfs-exception',
    kind: 'source',
    message: hidden.reduce((text, secret) => text.replaceAll(secret, '***'), message),
    hint: 'Prüfen Sie Objektart, Koordinatensystem, Version und Format in der Konfiguration gegen das, was der Dienst anbietet.',
  });
}

function ignoresPaging(): SyncError {
  return configurationError('source.wfs-paging', {
    message: 'Der WFS schickt auf jede Seite dieselben Objekte: Er beachtet „startIndex“ nicht.',
    hint: 'Fragen Sie mit Version 1.1.0 ohne „page“ alle Objekte auf einmal ab, oder lassen Sie sich die Daten als Datei geben.',
  });
}

function repeated(id: string | undefined): SyncError {
  return new SyncError({
    code: 'source.wfs-repeats',
    kind: 'source',
    message: `Der WFS schickt ein Objekt zweimal${id === undefined ? '' : ` („${id.slice(0, 80)}“)`}; dann fehlt vermutlich ein anderes.`,
    hint: 'Nennen Sie mit „sortBy“ eine Eigenschaft, die jedes Objekt nur einmal hat, damit die Seiten aneinander anschließen.',
  });
}

function incomplete(expected: number, found: number): SyncError {
  return new SyncError({
    code: 'source.wfs-incomplete',
    kind: 'source',
    message: `Der WFS hat ${found} Objekte geschickt, ${expected} müssten es sein.`,
    hint: 'Vielleicht wurden die Daten während des Abrufs geändert, oder der Dienst begrenzt seine Antworten. Wiederholen Sie den Abruf, oder verkleinern Sie „page“.',
  });
}

function otherSystem(found: string, wanted: string): SyncError {
  return configurationError('source.wfs-srs', {
    message: `Der WFS liefert Koordinaten in „${found.slice(0, 100)}“ statt in ${wanted}.`,
    hint: 'Fragen Sie ein Koordinatensystem ab, das der Dienst anbietet. Ist es nur ein anderer Name für dasselbe, tragen Sie ihn unter „announcedAs“ ein.',
  });
}

function tooLarge(): SyncError {
  return configurationError('source.wfs-too-large', {
    message: 'Eine Antwort des WFS ist größer als 256 MB.',
    hint: 'Fragen Sie mit „page“ kleinere Seiten ab.',
  });
}

function configurationError(
  code: string,
  texts: { readonly message: string; readonly hint: string },
): SyncError {
  return new SyncError({ code, kind: 'configuration', ...texts });
}
