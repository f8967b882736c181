/**
 * GML 2.1 to 3.2 as a WFS delivers it, in two passes: what the file as a whole says (types, reference system,
 * order of the axes), then its features, each position with the east value first.
 */
import { open } from 'node:fs/promises';
import { finding, type FindingFacts } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import { openText, type DeclaredEncoding } from './encoding.ts';
import type { DeclaredCrs, GeoLayer, SourceFeature } from './geo-layer.ts';
import { axesEvidence, decideAxes, eastFirst, type AxesVerdict, type GmlAxes } from './gml-axes.ts';
import { gmlReader } from './gml-features.ts';
import { gmlFeature, type GmlFeature } from './gml-properties.ts';
import type { Report, SourceFile } from './source-file.ts';
import { XmlError } from './xml.ts';

export interface GmlOptions {
  /** Local name of the wanted feature type; needed where there are several. */
  readonly type?: string | undefined;
  /** Property with the wanted geometry; needed where a feature has several. */
  readonly geometry?: string | undefined;
  /** Needed only where the numbers do not tell. */
  readonly axes?: GmlAxes | undefined;
  /** What the reference system really is, where the file names none or a code that nobody else knows: `EPSG:4647`. */
  readonly srs?: string | undefined;
}

export interface GmlSurvey {
  /** Names of all properties, in the order in which they first occur. */
  readonly columns: readonly string[];
  readonly axes: GmlAxes;
  readonly declaredCrs: DeclaredCrs | null;
}

/** Undefined after a finding. */
export async function readGml(
  source: SourceFile,
  options: GmlOptions,
  report: Report,
): Promise<GeoLayer | undefined> {
  const survey = await surveyGml(source, options, report);
  if (!survey) return undefined;
  const features: SourceFeature[] = [];
  let droppedOrdinates = 0;
  for await (const feature of readGmlFeatures(source, options)) {
    const { row, properties } = feature;
    const place = { file: source.file, row };
    const { geometry, otherType, dropped } = oneGeometry(feature, survey, (code, found) =>
      report(finding(code, place, { found })),
    );
    droppedOrdinates += dropped;
    if (geometry && geometry.type !== 'Point') features.push({ row, properties, geometry });
    else {
      const other = geometry?.type ?? otherType;
      features.push({
        row,
        properties,
        geometry: null,
        ...(other === undefined ? {} : { otherType: other }),
      });
    }
  }
  return { file: source.file, features, declaredCrs: survey.declaredCrs, droppedOrdinates };
}

/** The first pass. Undefined after a finding that stops reading. */
export async function surveyGml(
  source: SourceFile,
  options: GmlOptions,
  report: Report,
): Promise<GmlSurvey | undefined> {
  const refuse = (code: FindingCode, facts: FindingFacts = {}, row = 0): undefined => {
    report(finding(code, { file: source.file, row }, facts));
  };
  const seen = await look(source, options, report);
  if (seen === undefined) return undefined;
  if (seen instanceof XmlError) {
    const { line, column } = seen.place;
    return refuse('format.xml-broken', { found: `${line}:${column}` }, line);
  }
  if (seen.exception !== undefined) return refuse('format.gml-exception', { found: seen.exception });
  if (!seen.isCollection) return refuse('format.not-gml');
  if (seen.types.size === 0) return refuse('format.no-features');
  if (options.type === undefined ? seen.types.size > 1 : !seen.types.has(options.type))
    return refuse('format.gml-types', {
      found: [...seen.types].join(', '),
      expected: options.type ?? 'eine einzige Art',
    });
  if (seen.systems.size > 1) return refuse('format.gml-srs', { found: [...seen.systems].join(', ') });
  const axes = decideAxes(seen.axes, options.axes);
  if (!axes)
    return refuse('format.gml-axes', {
      found: seen.axes ?? 'keine Reihenfolge',
      expected: options.axes ?? 'keine',
    });
  const [srsName] = seen.systems.size > 0 ? seen.systems : seen.envelopes;
  return { columns: [...seen.columns], axes, declaredCrs: declaredCrs(options.srs ?? srsName) };
}

/** The second pass: the features of the wanted type. The file has been surveyed, so it can be read. */
export async function* readGmlFeatures(source: SourceFile, options: GmlOptions): AsyncGenerator<GmlFeature> {
  let row = 0;
  let ready: GmlFeature[] = [];
  const reader = gmlReader({
    feature(element) {
      row += 1;
      if (options.type === undefined || element.name === options.type)
        ready.push(withGeometry(gmlFeature(element, row), options.geometry));
    },
  });
  const opened = await openText(source, await encodingOf(source), () => undefined);
  for await (const text of opened?.chunks ?? []) {
    reader.write(text);
    yield* ready;
    ready = [];
  }
}

/** The geometry of a feature, east first; a finding where there are several or it cannot be read. */
export function oneGeometry(
  { geometries }: GmlFeature,
  { axes }: Pick<GmlSurvey, 'axes'>,
  report: (code: FindingCode, found: string) => void,
) {
  const [first, ...others] = geometries;
  if (others.length > 0) {
    report('format.gml-geometries', geometries.map(({ name }) => name).join(', '));
    return { dropped: 0 };
  }
  if (!first) return { dropped: 0 };
  const { geometry, otherType, dropped } = first.reading;
  if (!geometry && otherType === undefined) report('format.geometry-broken', '');
  return {
    dropped,
    ...(geometry ? { geometry: eastFirst(geometry, axes) } : {}),
    ...(otherType === undefined ? {} : { otherType }),
  };
}

interface Seen {
  readonly columns: Set<string>;
  readonly types: Set<string>;
  readonly systems: Set<string>;
  readonly envelopes: Set<string>;
  isCollection: boolean;
  exception: string | undefined;
  axes: AxesVerdict;
}

async function look(
  source: SourceFile,
  options: GmlOptions,
  report: Report,
): Promise<Seen | XmlError | undefined> {
  const opened = await openText(source, await encodingOf(source), report);
  if (!opened) return undefined;
  const evidence = axesEvidence();
  const seen: Seen = {
    columns: new Set(),
    types: new Set(),
    systems: new Set(),
    envelopes: new Set(),
    isCollection: false,
    exception: undefined,
    axes: undefined,
  };
  const reader = gmlReader({
    collection: () => void (seen.isCollection = true),
    envelope: (srsName) => void seen.envelopes.add(srsName),
    exception: (text) => void (seen.exception = text.slice(0, 300)),
    feature(element) {
      seen.types.add(element.name);
      if (options.type !== undefined && element.name !== options.type) return;
      const feature = withGeometry(gmlFeature(element, 0), options.geometry);
      for (const name of Object.keys(feature.properties)) seen.columns.add(name);
      for (const { reading } of feature.geometries) {
        if (reading.srsName !== undefined) seen.systems.add(reading.srsName);
        if (reading.geometry) evidence.add(reading.geometry);
      }
    },
  });
  try {
    for await (const text of opened.chunks) reader.write(text);
    reader.end();
  } catch (error) {
    if (error instanceof XmlError) return error;
    throw error;
  }
  return { ...seen, axes: evidence.verdict() };
}

function withGeometry(feature: GmlFeature, wanted: string | undefined): GmlFeature {
  if (wanted === undefined) return feature;
  return { ...feature, geometries: feature.geometries.filter(({ name }) => name === wanted) };
}

/** `EPSG:25832`, `urn:ogc:def:crs:EPSG::25832`, `http://www.opengis.net/gml/srs/epsg.xml#25832`. */
function declaredCrs(text: string | undefined): DeclaredCrs | null {
  if (text === undefined) return null;
  const code = epsgCode(text);
  return code === undefined ? { kind: 'other', text } : { kind: 'epsg', code, text };
}

export function epsgCode(text: string): number | undefined {
  const digits = /\bEPSG(?:[:/]+(?:[\d.]*[:/]+)?|\.xml#)(\d{4,6})$/i.exec(text.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** By the first line of the XML; left out, it is UTF-8 (XML 1.0, 4.3.3). */
async function encodingOf({ path }: SourceFile): Promise<{ declared: DeclaredEncoding }> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0);
    const head = buffer.toString('latin1', 0, bytesRead);
    const name = /^[^<]{0,3}<\?xml[^>]*\sencoding=["']([\w-]+)["']/.exec(head)?.[1]?.toLowerCase();
    const declared = name === 'iso-8859-1' || name === 'windows-1252' ? name : 'utf-8';
    return { declared };
  } finally {
    await handle.close();
  }
}
