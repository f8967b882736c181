/**
 * Where the border of one area meets itself: crossings and shared stretches (the area is invalid) and single points
 * in which a ring touches itself (unambiguous, but untidy). Exact predicates: no tolerance, no false alarm.
 */
import Flatbush from 'flatbush';
import { orient2d } from 'robust-predicates';
import type { Position } from '../core/area.ts';
import type { Polygon } from '../core/same-geometry.ts';
import { samePosition } from './polygons.ts';

export interface SelfContact {
  readonly kind: 'crossing' | 'stretch' | 'touch';
  readonly at: Position;
}

interface Segment {
  readonly a: Position;
  readonly b: Position;
  /** Running number of the ring within the area, of the segment within the ring, and how many the ring has. */
  readonly ring: number;
  readonly nth: number;
  readonly of: number;
}

/**
 * All contacts of the border with itself. Two rings may touch in a point (a hole at the border, two parts at a
 * corner): that is valid and not listed. Rings must be closed.
 */
export function selfContacts(polygons: readonly Polygon[]): SelfContact[] {
  const segments = segmentsOf(polygons);
  if (segments.length === 0) return [];
  const index = indexOf(segments);
  const contacts: SelfContact[] = [];
  for (const [i, segment] of segments.entries()) {
    const { a, b } = segment;
    const near = index.search(
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
      (j) => j > i,
    );
    for (const j of near) {
      const contact = contactOf(segment, segments[j] as Segment);
      if (contact) contacts.push(contact);
    }
  }
  return contacts;
}

function segmentsOf(polygons: readonly Polygon[]): Segment[] {
  return polygons.flat().flatMap((positions, ring) => {
    const points = positions.filter((point, i) => !samePosition(point, positions[i - 1]));
    const of = points.length - 1;
    return points.slice(1).map((b, nth) => ({ a: points[nth] ?? b, b, ring, nth, of }));
  });
}

function indexOf(segments: readonly Segment[]): Flatbush {
  const index = new Flatbush(segments.length);
  for (const { a, b } of segments)
    index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
  index.finish();
  return index;
}

function contactOf(p: Segment, q: Segment): SelfContact | undefined {
  const qa = side(p, q.a);
  const qb = side(p, q.b);
  const pa = side(q, p.a);
  const pb = side(q, p.b);
  if (qa === 0 && qb === 0) return collinearContact(p, q);
  if (qa * qb < 0 && pa * pb < 0) return { kind: 'crossing', at: crossingPoint(p, q) };
  if (qa * qb > 0 || pa * pb > 0 || p.ring !== q.ring || consecutive(p, q)) return undefined;
  return { kind: 'touch', at: qa === 0 ? q.a : qb === 0 ? q.b : pa === 0 ? p.a : p.b };
}

/** They share an end because the border goes on there, which is no contact. */
function consecutive(p: Segment, q: Segment): boolean {
  const apart = Math.abs(p.nth - q.nth);
  return apart === 1 || apart === p.of - 1;
}

function side({ a, b }: Segment, point: Position): number {
  return Math.sign(orient2d(a[0], a[1], b[0], b[1], point[0], point[1]));
}

/** Segments on one line: do they share more than a point? A spike (there and back) does. */
function collinearContact(p: Segment, q: Segment): SelfContact | undefined {
  const axis = Math.abs(p.b[0] - p.a[0]) > Math.abs(p.b[1] - p.a[1]) ? 0 : 1;
  const from = Math.max(Math.min(p.a[axis], p.b[axis]), Math.min(q.a[axis], q.b[axis]));
  const to = Math.min(Math.max(p.a[axis], p.b[axis]), Math.max(q.a[axis], q.b[axis]));
  if (from >= to) return undefined;
  const at = [p.a, p.b, q.a, q.b].find((point) => point[axis] === from) ?? p.a;
  return { kind: 'stretch', at };
}

function crossingPoint(p: Segment, q: Segment): Position {
  const [dx, dy] = [p.b[0] - p.a[0], p.b[1] - p.a[1]];
  const [ex, ey] = [q.b[0] - q.a[0], q.b[1] - q.a[1]];
  const t = ((q.a[0] - p.a[0]) * ey - (q.a[1] - p.a[1]) * ex) / (dx * ey - dy * ex);
  return [p.a[0] + t * dx, p.a[1] + t * dy];
}
