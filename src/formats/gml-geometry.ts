/**
 * A GML geometry (2.1 to 3.2) to GeoJSON-like coordinates in the order in which the file writes them. Points and
 * polygons with straight edges; everything else is named and not read.
 */
import type { XmlElement } from './gml-features.ts';

export type GmlPosition = readonly [number, number];

export type GmlGeometry =
  | { readonly type: 'Point'; readonly coordinates: GmlPosition }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly GmlPosition[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly GmlPosition[])[])[] };

export interface GmlReading {
  /** Undefined: of another kind (`otherType`), or it cannot be read. */
  readonly geometry?: GmlGeometry;
  readonly otherType?: string;
  /** Reference system by its name in the file, of the geometry or its nearest parent. */
  readonly srsName?: string;
  /** Ordinates beyond the second. */
  readonly dropped: number;
}

const GEOMETRIES: ReadonlySet<string> = new Set(
  (
    'Point MultiPoint LineString MultiLineString Curve MultiCurve CompositeCurve OrientableCurve Polygon ' +
    'MultiPolygon Surface MultiSurface CompositeSurface PolyhedralSurface OrientableSurface MultiGeometry ' +
    'GeometryCollection Solid MultiSolid Tin Ring LinearRing'
  ).split(' '),
);
const SURFACE_PARTS: ReadonlySet<string> = new Set([
  'polygonMember',
  'surfaceMember',
  'surfaceMembers',
  'patches',
  'polygonPatches',
]);
const OUTER: ReadonlySet<string> = new Set(['exterior', 'outerBoundaryIs']);
const INNER: ReadonlySet<string> = new Set(['interior', 'innerBoundaryIs']);

export function isGmlGeometry({ name }: XmlElement): boolean {
  return GEOMETRIES.has(name);
}

export function readGmlGeometry(element: XmlElement): GmlReading {
  const tally = { dropped: 0 };
  const srsName = srsOf(element);
  const facts = srsName === undefined ? {} : { srsName };
  try {
    const geometry = geometryOf(element, { dimension: 2, tally });
    return { ...facts, geometry, dropped: tally.dropped };
  } catch (error) {
    if (error instanceof OtherType) return { ...facts, otherType: error.message, dropped: 0 };
    if (error instanceof Unreadable) return { ...facts, dropped: 0 };
    throw error;
  }
}

/** Kinds of trouble inside this file. */
class OtherType extends Error {}
class Unreadable extends Error {}

interface Frame {
  readonly dimension: number;
  readonly tally: { dropped: number };
}

function geometryOf(element: XmlElement, outer: Frame): GmlGeometry {
  const frame = within(element, outer);
  if (element.name === 'Point') {
    const [position, ...more] = positionsOf(element, frame);
    if (!position || more.length > 0) throw new Unreadable();
    return { type: 'Point', coordinates: position };
  }
  const polygons = polygonsOf(element, outer);
  const [only] = polygons;
  if (!only) throw new Unreadable();
  return element.name === 'Polygon' && polygons.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** Polygons of a surface of any depth. */
function polygonsOf(element: XmlElement, outer: Frame): (readonly (readonly GmlPosition[])[])[] {
  const frame = within(element, outer);
  if (element.name === 'Polygon' || element.name === 'PolygonPatch') return [ringsOf(element, frame)];
  if (['MultiPolygon', 'MultiSurface', 'Surface', 'CompositeSurface'].includes(element.name))
    return element.children
      .filter(({ name }) => SURFACE_PARTS.has(name))
      .flatMap((part) => part.children.flatMap((child) => polygonsOf(child, frame)));
  throw new OtherType(element.name);
}

function ringsOf(element: XmlElement, frame: Frame): readonly (readonly GmlPosition[])[] {
  const outer = element.children.filter(({ name }) => OUTER.has(name));
  const inner = element.children.filter(({ name }) => INNER.has(name));
  if (outer.length !== 1) throw new Unreadable();
  return [...outer, ...inner].flatMap(({ children }) => children.map((ring) => ringOf(ring, frame)));
}

function ringOf(element: XmlElement, outer: Frame): readonly GmlPosition[] {
  const frame = within(element, outer);
  const positions = element.name === 'Ring' ? chainOf(element, frame) : positionsOf(element, frame);
  if (element.name !== 'LinearRing' && element.name !== 'Ring') throw new OtherType(element.name);
  if (positions.length < 4) throw new Unreadable();
  return positions;
}

/** A ring of pieces: where one ends the next begins, and that position counts once. */
function chainOf(ring: XmlElement, outer: Frame): GmlPosition[] {
  const pieces = ring.children
    .flatMap((member) => member.children)
    .flatMap((line): XmlElement[] => {
      if (line.name === 'LineString') return [line];
      const segments = line.children.flatMap((part) => (part.name === 'segments' ? part.children : []));
      if (line.name !== 'Curve' || segments.some(({ name }) => name !== 'LineStringSegment'))
        throw new OtherType(line.name);
      return segments;
    });
  const chain: GmlPosition[] = [];
  for (const piece of pieces) {
    const positions = positionsOf(piece, within(piece, outer));
    const last = chain.at(-1);
    const [first] = positions;
    if (last && (!first || last[0] !== first[0] || last[1] !== first[1])) throw new Unreadable();
    chain.push(...(last ? positions.slice(1) : positions));
  }
  return chain;
}

function positionsOf(element: XmlElement, frame: Frame): GmlPosition[] {
  return element.children.flatMap((child): GmlPosition[] => {
    if (child.name === 'posList') return pairs(numbers(child.text), within(child, frame));
    if (child.name === 'pos') {
      const list = numbers(child.text);
      return pairs(list, { ...frame, dimension: list.length });
    }
    if (child.name === 'coordinates') return fromCoordinates(child, frame);
    if (child.name === 'coord')
      return pairs(numbers(child.children.map(({ text }) => text).join(' ')), {
        ...frame,
        dimension: child.children.length,
      });
    if (child.name === 'pointProperty' || child.name === 'pointRep')
      return child.children.flatMap((point) => positionsOf(point, within(point, frame)));
    return [];
  });
}

/** GML 2: separators of numbers, of positions and the decimal mark stand in attributes. */
function fromCoordinates({ text, attributes }: XmlElement, frame: Frame): GmlPosition[] {
  const cs = attributes.get('cs') ?? ',';
  const ts = attributes.get('ts') ?? ' ';
  const decimal = attributes.get('decimal') ?? '.';
  const tuples = (ts.trim() === '' ? text.trim().split(/\s+/) : text.split(ts)).filter(
    (one) => one.trim() !== '',
  );
  return tuples.flatMap((tuple) => {
    const list = tuple
      .trim()
      .split(cs)
      .map((one) => number(decimal === '.' ? one : one.replace(decimal, '.')));
    return pairs(list, { ...frame, dimension: list.length });
  });
}

function pairs(list: readonly number[], { dimension, tally }: Frame): GmlPosition[] {
  if (dimension < 2 || list.length === 0 || list.length % dimension !== 0) throw new Unreadable();
  const positions: GmlPosition[] = [];
  for (let at = 0; at < list.length; at += dimension)
    positions.push([list[at] ?? Number.NaN, list[at + 1] ?? Number.NaN]);
  tally.dropped += positions.length * (dimension - 2);
  return positions;
}

function numbers(text: string): number[] {
  const trimmed = text.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/).map(number);
}

function number(text: string): number {
  if (!/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(text)) throw new Unreadable();
  return Number(text);
}

function within(element: XmlElement, { dimension, tally }: Frame): Frame {
  const own = element.attributes.get('srsDimension') ?? element.attributes.get('dimension');
  return { dimension: own === undefined ? dimension : Number(own), tally };
}

function srsOf(element: XmlElement): string | undefined {
  const own = element.attributes.get('srsName');
  if (own !== undefined) return own;
  return element.children.map(srsOf).find((name) => name !== undefined);
}
