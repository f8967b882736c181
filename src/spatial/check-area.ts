/** One area by itself: short rings, empty rings, contacts with itself, wrong nesting, slivers, separate parts. */
import type { Ring } from '../core/area.ts';
import { finding, type Finding } from '../core/finding.ts';
import type { GeometryQuestion, MetricArea } from './metric-area.ts';
import { perimeter, polygonArea, samePosition, signedArea } from './polygons.ts';
import { selfContacts, type SelfContact } from './self-contacts.ts';
import { areaText, listText } from './texts.ts';

/** A part smaller than this is left over from an overlay, not a place. Square metres. */
const SLIVER_AREA = 1;
/** 4π·area/perimeter²: 1 for a circle, 0.8 for a square, under 0.001 for a strip 4,000 times as long as wide. */
const SLIVER_ROUNDNESS = 0.001;
/** By how much the rings and the even-odd area may differ through rounding. Square metres. */
const NESTING_TOLERANCE = 1;

type Tools = Pick<GeometryQuestion, 'file' | 'pointText'>;

/** `evenOdd`: the area in square metres as the sweep measured it, independent of how rings are nested. */
export function checkArea(area: MetricArea, evenOdd: number, tools: Tools): Finding[] {
  const short = area.polygons.flat().flatMap((ring) => shortFinding(ring, area, tools));
  if (short.length > 0) return short;
  const contacts = selfContacts(area.polygons);
  const invalid = contactFindings(contacts, area, tools);
  return [
    ...(contacts.some((contact) => contact.kind === 'crossing')
      ? invalid
      : [...emptyFindings(area, tools), ...invalid]),
    ...(contacts.length > 0 ? [] : nestingFinding(area, evenOdd, tools)),
    ...sliverFindings(area, tools),
    ...partsFinding(area, tools),
  ];
}

function shortFinding(ring: Ring, area: MetricArea, { file }: Tools): Finding[] {
  const distinct = new Set(ring.map(([x, y]) => `${x} ${y}`)).size;
  if (distinct >= 3) return [];
  return [finding('spatial.ring-too-short', { file, row: area.row }, { found: String(distinct) })];
}

/** Rings on one line. A symmetric bow tie has no area either, but its crossing says more. */
function emptyFindings(area: MetricArea, { file, pointText }: Tools): Finding[] {
  return area.polygons
    .flat()
    .filter((ring) => signedArea(ring) === 0)
    .map(([first]) =>
      finding('spatial.zero-area', { file, row: area.row }, { found: first ? pointText(first) : '–' }),
    );
}

function contactFindings(
  contacts: readonly SelfContact[],
  area: MetricArea,
  { file, pointText }: Tools,
): Finding[] {
  const invalid = contacts.filter((contact) => contact.kind !== 'touch');
  const touches = contacts.filter((contact) => contact.kind === 'touch');
  const places = (list: readonly SelfContact[]) =>
    listText([...new Set(list.map((contact) => pointText(contact.at)))], 5);
  const at = { file, row: area.row };
  const text = (list: readonly SelfContact[]) => ({ found: `${area.key} bei ${places(list)}` });
  if (invalid.length > 0) return [finding('spatial.self-intersection', at, text(invalid))];
  return touches.length > 0 ? [finding('spatial.self-touch', at, text(touches))] : [];
}

function nestingFinding(area: MetricArea, evenOdd: number, { file }: Tools): Finding[] {
  const byRings = area.polygons.reduce((sum, polygon) => sum + polygonArea(polygon), 0);
  if (Math.abs(byRings - evenOdd) <= NESTING_TOLERANCE) return [];
  const facts = { found: areaText(evenOdd), expected: areaText(byRings) };
  return [finding('spatial.nesting', { file, row: area.row }, facts)];
}

function sliverFindings(area: MetricArea, { file, pointText }: Tools): Finding[] {
  return area.polygons.flatMap(([outer]) => {
    if (!outer) return [];
    const size = Math.abs(signedArea(outer));
    const roundness = (4 * Math.PI * size) / perimeter(outer) ** 2;
    if (size === 0 || (size >= SLIVER_AREA && roundness >= SLIVER_ROUNDNESS)) return [];
    const where = outer.find((p, i) => !samePosition(p, outer[i + 1])) ?? [0, 0];
    const facts = { found: area.key, expected: `${areaText(size)} bei ${pointText(where)}` };
    return [finding('spatial.sliver', { file, row: area.row }, facts)];
  });
}

function partsFinding(area: MetricArea, { file }: Tools): Finding[] {
  if (area.polygons.length < 2) return [];
  const facts = { found: area.key, expected: String(area.polygons.length) };
  return [finding('spatial.multipart', { file, row: area.row }, facts)];
}
