/**
 * One answer of a WFS: features, or an exception report under any status, also 200. What it is is told by its
 * content, never by status or content type.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SyncError } from '../errors.ts';
import { decodeBytes } from '../formats/decode.ts';
import { gmlReader, type XmlElement } from '../formats/gml-features.ts';
import { readGmlGeometry, isGmlGeometry } from '../formats/gml-geometry.ts';
import { idOf } from '../formats/gml-properties.ts';
import { XmlError } from '../formats/xml.ts';

export interface WfsPage {
  /** What lands: the text of GML without its first line, or one text for each feature of GeoJSON. */
  readonly parts: readonly string[];
  readonly features: readonly FeatureMark[];
  /** Names of reference systems that the answer gives. */
  readonly systems: ReadonlySet<string>;
  /** How many there are in all, where the service says so. */
  readonly matched: number | undefined;
  /** The `crs` member of GeoJSON as text. */
  readonly crs?: string;
}

/** By what a feature is known again. `content` is without its id, which some services make up each time. */
export interface FeatureMark {
  readonly id: string | undefined;
  readonly content: string;
}

/** An exception report says so at once. */
const HEAD = 4096;
const MARK = /^\uFEFF/;

/** Throws SyncError: `source.wfs-exception`, `source.wfs-answer`. */
export function readWfsPage(bytes: Buffer, format: 'geojson' | 'gml'): WfsPage {
  const text = textOf(bytes);
  const isXml = text.trimStart().startsWith('<');
  if (format === 'geojson' && !isXml) return readJson(text);
  const page = readGmlText(text);
  if (format === 'geojson') throw notUnderstood('GML statt GeoJSON');
  return page;
}

/** The text of an exception report, if it is one. */
export function exceptionIn(bytes: Buffer): string | undefined {
  if (!/ExceptionReport|"exceptions"/.test(bytes.toString('latin1', 0, HEAD))) return undefined;
  try {
    readWfsPage(bytes, 'geojson');
  } catch (error) {
    if (error instanceof SyncError && error.code === 'source.wfs-exception') return error.message;
  }
  return undefined;
}

function readGmlText(text: string): WfsPage {
  const features: FeatureMark[] = [];
  const systems = new Set<string>();
  const envelopes = new Set<string>();
  let matched: number | undefined;
  let isCollection = false;
  const reader = gmlReader({
    collection({ attributes }) {
      isCollection = true;
      matched ??= countOf(attributes.get('numberMatched'));
    },
    envelope: (srsName) => void envelopes.add(srsName),
    exception(told) {
      throw exception(told);
    },
    feature(element) {
      features.push({ id: idOf(element), content: hash(contentOf(element)) });
      for (const name of systemsIn(element)) systems.add(name);
    },
  });
  try {
    reader.write(text);
    reader.end();
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw notUnderstood(/^\s*<(?:!doctype\s+)?html/i.test(text) ? 'eine Web-Seite' : 'unlesbares XML');
  }
  if (!isCollection) throw notUnderstood('XML, aber keine FeatureCollection');
  return { parts: [landable(text)], features, systems: systems.size > 0 ? systems : envelopes, matched };
}

const jsonAnswer = z.looseObject({
  type: z.literal('FeatureCollection'),
  features: z.array(z.looseObject({})),
  crs: z.unknown().optional(),
  numberMatched: z.unknown().optional(),
  totalFeatures: z.unknown().optional(),
});
const jsonException = z.looseObject({ exceptions: z.array(z.looseObject({ text: z.string().optional() })) });
const namedCrs = z.looseObject({ properties: z.looseObject({ name: z.string() }) });

function readJson(text: string): WfsPage {
  const json = parse(text);
  const refused = jsonException.safeParse(json).data;
  if (refused) throw exception(refused.exceptions.map((one) => one.text ?? '').join(' '));
  const answer = jsonAnswer.safeParse(json).data;
  if (!answer) throw notUnderstood('keine FeatureCollection');
  const crs = answer.crs === undefined || answer.crs === null ? undefined : JSON.stringify(answer.crs);
  const named = namedCrs.safeParse(answer.crs).data?.properties.name;
  return {
    parts: answer.features.map((feature) => JSON.stringify(feature)),
    features: answer.features.map(({ id, properties, geometry }) => ({
      id: typeof id === 'string' || typeof id === 'number' ? String(id) : undefined,
      content: hash(JSON.stringify([properties, geometry])),
    })),
    systems: new Set(named === undefined ? [] : [named]),
    matched: countOf(answer.numberMatched) ?? countOf(answer.totalFeatures),
    ...(crs === undefined ? {} : { crs }),
  };
}

/** By the first line of XML; JSON and XML without one are UTF-8. */
function textOf(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, 200);
  const name = /^[^<]{0,3}<\?xml[^>]*\sencoding=["']([\w-]+)["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  if (name === 'iso-8859-1' || name === 'windows-1252') return decodeBytes(bytes, 'windows-1252');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(MARK, '');
  } catch {
    throw notUnderstood('Text, der nicht in UTF-8 ist');
  }
}

/** Without what differs each time although the features are the same, and without links that may hold a key. */
function landable(text: string): string {
  const body = text.replace(/^(?:\s|<\?[^>]*\?>|<!--(?:[^-]|-(?!->))*-->)*/, '');
  const end = body.indexOf('>') + 1;
  const root = body.slice(0, end).replaceAll(/\s(?:timeStamp|next|previous)=(?:"[^"]*"|'[^']*')/g, '');
  return root + body.slice(end);
}

function contentOf({ name, text, children }: XmlElement): unknown {
  return [name, text.trim(), children.map(contentOf)];
}

function systemsIn(element: XmlElement): string[] {
  if (element.name === 'boundedBy') return [];
  if (!isGmlGeometry(element)) return element.children.flatMap(systemsIn);
  const { srsName } = readGmlGeometry(element);
  return srsName === undefined ? [] : [srsName];
}

/** `unknown` is no number. */
function countOf(value: unknown): number | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

function hash(value: unknown): string {
  return createHash('sha256')
    .update(typeof value === 'string' ? value : JSON.stringify(value))
    .digest('hex');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function exception(told: string): SyncError {
  const said = told.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
  return new SyncError({
    code: 'source.wfs-exception',
    kind: 'source',
    message: `Der WFS meldet einen Fehler: „${said}“`,
    hint: 'Prüfen Sie Objektart, Koordinatensystem, Version und Format in der Konfiguration gegen das, was der Dienst anbietet.',
  });
}

function notUnderstood(what: string): SyncError {
  return new SyncError({
    code: 'source.wfs-answer',
    kind: 'source',
    message: `Der WFS hat keine Objekte geschickt, sondern ${what}.`,
    hint: 'Prüfen Sie Adresse, Version und „format“ in der Konfiguration, und ob der Dienst eine Anmeldung verlangt.',
  });
}
