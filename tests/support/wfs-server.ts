/** A small WFS for tests: points in memory, pages, hits, capabilities, and the bad habits of real services. */
import { startLocalServer, type Behaviour, type LocalServer } from './local-server.ts';

export interface WfsHabits {
  /** How many features there are. */
  features: number;
  /** Answers so many at most, whatever is asked for. */
  limit: number;
  ignoresStartIndex: boolean;
  /** `numberMatched="unknown"`. */
  hidesNumber: boolean;
  /** Identifiers are made up anew for each answer. */
  inventsIds: boolean;
  srsName: string;
  /** North before east in `pos`. */
  northFirst: boolean;
  /** Each page begins this much too early. */
  overlap: number;
  formats: readonly string[];
  /** Answered instead, once for each entry. */
  instead: Behaviour[];
}

export interface WfsServer extends LocalServer {
  readonly habits: WfsHabits;
  /** Parameters of the requests, names in lower case. */
  readonly asked: Record<string, string>[];
}

export async function startWfsServer(change: Partial<WfsHabits> = {}): Promise<WfsServer> {
  const habits: WfsHabits = {
    features: 5,
    limit: 1000,
    ignoresStartIndex: false,
    hidesNumber: false,
    inventsIds: false,
    srsName: 'urn:ogc:def:crs:EPSG::25832',
    northFirst: false,
    overlap: 0,
    formats: ['application/gml+xml; version=3.2', 'application/json'],
    instead: [],
    ...change,
  };
  const asked: Record<string, string>[] = [];
  let invented = 0;
  const server = await startLocalServer(({ path }) => {
    const query = Object.fromEntries(
      [...new URL(path, 'http://wfs').searchParams].map(([name, value]) => [name.toLowerCase(), value]),
    );
    asked.push(query);
    const instead = habits.instead.shift();
    if (instead) return instead;
    if (query['request'] === 'GetCapabilities') return xml(capabilities(habits));
    const old = query['version'] !== '2.0.0';
    if (query['resulttype'] === 'hits')
      return xml(`<wfs:FeatureCollection numberOfFeatures="${habits.features}"/>`);
    const start = habits.ignoresStartIndex ? 0 : Number(query['startindex'] ?? 0);
    const wanted = Number(query[old ? 'maxfeatures' : 'count'] ?? habits.features);
    const from = Math.max(0, start - (start > 0 ? habits.overlap : 0));
    const count = Math.max(0, Math.min(wanted, habits.limit, habits.features - from));
    const numbers = Array.from({ length: count }, (_, index) => from + index + 1);
    const id = (number: number) => (habits.inventsIds ? `fid--${(invented += 1)}` : `Adressen.${number}`);
    const matched = habits.hidesNumber ? 'unknown' : habits.features;
    return /json/.test(query['outputformat'] ?? '')
      ? { status: 200, body: geojson(numbers, { id, matched, habits }) }
      : xml(gml(numbers, { id, matched, habits, old }));
  });
  return { ...server, requests: server.requests, habits, asked };
}

interface Page {
  readonly id: (number: number) => string;
  readonly matched: number | string;
  readonly habits: WfsHabits;
}

function positionOf(number: number): readonly [number, number] {
  return [350_000 + number, 5_700_000 + number];
}

function geojson(numbers: readonly number[], { id, matched, habits }: Page): unknown {
  return {
    type: 'FeatureCollection',
    features: numbers.map((number) => ({
      type: 'Feature',
      id: id(number),
      geometry: { type: 'Point', coordinates: positionOf(number) },
      properties: { NR: String(number).padStart(4, '0') },
    })),
    totalFeatures: matched,
    timeStamp: new Date().toISOString(),
    crs: { type: 'name', properties: { name: habits.srsName } },
  };
}

function gml(numbers: readonly number[], page: Page & { readonly old: boolean }): string {
  const { id, matched, habits, old } = page;
  const member = old ? 'gml:featureMember' : 'wfs:member';
  const members = numbers.map((number) => {
    const [east, north] = positionOf(number);
    const position = habits.northFirst ? `${north} ${east}` : `${east} ${north}`;
    return `<${member}><a:Adressen gml:id="${id(number)}"><a:NR>${String(number).padStart(4, '0')}</a:NR><a:GEOM><gml:Point srsName="${habits.srsName}"><gml:pos>${position}</gml:pos></gml:Point></a:GEOM></a:Adressen></${member}>`;
  });
  const counts = old
    ? `numberOfFeatures="${numbers.length}"`
    : `numberMatched="${matched}" numberReturned="${numbers.length}"`;
  return `<wfs:FeatureCollection xmlns:wfs="w" xmlns:gml="g" xmlns:a="https:intern:6443/x" timeStamp="${new Date().toISOString()}" ${counts}>${members.join('')}</wfs:FeatureCollection>`;
}

function capabilities({ formats }: WfsHabits): string {
  const values = formats.map((one) => `<ows:Value>${one}</ows:Value>`).join('');
  return `<wfs:WFS_Capabilities><ows:OperationsMetadata><ows:Operation name="GetFeature"><ows:Parameter name="outputFormat"><ows:AllowedValues>${values}</ows:AllowedValues></ows:Parameter></ows:Operation></ows:OperationsMetadata><wfs:FeatureTypeList><wfs:FeatureType><wfs:Name>amt:Adressen</wfs:Name></wfs:FeatureType></wfs:FeatureTypeList></wfs:WFS_Capabilities>`;
}

function xml(body: string): Behaviour {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}
