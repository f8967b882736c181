/**
 * Decides the coordinate system of a layer from three witnesses: what the file declares, the range of its numbers,
 * and whether the transformed layer lies where the region lies. All must agree; nothing is guessed by majority.
 */
import { finding, type Finding } from '../core/finding.ts';
import type { GeoLayer } from '../formats/geo-layer.ts';
import type { Axes, CoordinateSystems, Crs } from './crs.ts';
import { REGISTERED_CODES, SYSTEMS, type RegisteredCode } from './crs-definitions.ts';
import { declarationOf, systemText, type Declaration } from './declared-crs.ts';
import { boxesOverlap, boxOf, layerPositions, type Box } from './polygons.ts';
import { degreeBoxText, rangeText } from './texts.ts';

/** The level's own word on the coordinate system: replaces the file's declaration and the range of the numbers. */
export interface FullDeclaration {
  /** A complete proj definition. */
  readonly proj: string;
  /** Why the file's own word is not used; German, shown to people. */
  readonly reason: string;
}

export interface CrsQuestion {
  readonly layer: GeoLayer;
  /** Where the layer is expected, in degrees. The layer must overlap it. */
  readonly region: Box;
  readonly systems: CoordinateSystems;
  readonly declared?: FullDeclaration | undefined;
}

export interface CrsDecision {
  /** null: refused; the findings say why. */
  readonly crs: Crs | null;
  readonly findings: readonly Finding[];
}

/** A `declared` text that proj cannot read throws SyncError `spatial.crs-unreadable`. */
export function decideCrs(question: CrsQuestion): CrsDecision {
  const range = boxOf(layerPositions(question.layer));
  if (!range) return refused(finding('spatial.layer-empty', place(question.layer)));
  return question.declared
    ? decideDeclared(question, range, question.declared)
    : decideByWitnesses(question, range);
}

function decideDeclared(question: CrsQuestion, range: Box, declared: FullDeclaration): CrsDecision {
  const crs: Crs = { kind: 'declared', proj: declared.proj };
  const position = positionWitness(question, crs);
  if (position.agrees) {
    const facts = { found: `${declared.proj} (${declared.reason})` };
    return { crs, findings: [finding('spatial.crs-declared', place(question.layer), facts)] };
  }
  const found = `Angabe der Raumebene: ${declared.proj}; Zahlen: ${rangeText(range)}; Lage: ${position.says}`;
  return refused(disagreement(question, found));
}

function decideByWitnesses(question: CrsQuestion, range: Box): CrsDecision {
  const declaration = declarationOf(question.layer);
  const numbers = numbersWitness(range, declaration);
  const candidate = numbers?.code ?? declaration?.system?.code;
  const crs: Crs | null =
    candidate === undefined
      ? null
      : { kind: 'registered', code: candidate, axes: numbers?.axes ?? 'east-north' };
  const position = crs ? positionWitness(question, crs) : fileParametersWitness(question, declaration);

  const declarationAgrees = !declaration || declaration.system?.code === numbers?.code;
  if (crs && numbers && declarationAgrees && position.agrees)
    return { crs, findings: notes(question.layer, declaration, { code: numbers.code, axes: numbers.axes }) };

  const found = [
    `Angabe: ${declaration ? declaration.says : 'keine'}${declaration && !declaration.system ? ' – kein hinterlegtes System' : ''}`,
    `Zahlen: ${rangeText(range)} – ${numbers ? `${systemText(numbers.code)}${numbers.axes === 'north-east' ? ', Nord vor Ost' : ''}` : 'kein hinterlegtes System'}`,
    `Lage: ${position.says}`,
  ];
  return refused(disagreement(question, found.join('; ')));
}

function refused(reason: Finding): CrsDecision {
  return { crs: null, findings: [reason] };
}

function disagreement(question: CrsQuestion, found: string): Finding {
  const expected = `Gebiet ${degreeBoxText(question.region)}`;
  return finding('spatial.crs-disagrees', place(question.layer), { found, expected });
}

function notes(
  layer: GeoLayer,
  declaration: Declaration | undefined,
  numbers: { code: RegisteredCode; axes: Axes },
): Finding[] {
  const found = systemText(numbers.code);
  if (!declaration) return [finding('spatial.crs-undeclared', place(layer), { found })];
  if (!declaration.system?.northEast) return [];
  const order = numbers.axes === 'east-north' ? 'Ost vor Nord' : 'Nord vor Ost';
  return [finding('spatial.axis-order', place(layer), { found: `${declaration.says}, ${order}` })];
}

/**
 * Second witness. North before east is only believed where the declared name is one whose authority writes it so:
 * swapped numbers under any other name are a mistake of the file.
 */
function numbersWitness(
  range: Box,
  declaration: Declaration | undefined,
): { code: RegisteredCode; axes: Axes } | undefined {
  const straight = REGISTERED_CODES.find((code) => fits(range, code));
  if (straight !== undefined) return { code: straight, axes: 'east-north' };
  if (!declaration?.system?.northEast) return undefined;
  const swapped = REGISTERED_CODES.find((code) => fits([range[1], range[0], range[3], range[2]], code));
  return swapped === undefined ? undefined : { code: swapped, axes: 'north-east' };
}

function fits([west, south, east, north]: Box, code: RegisteredCode): boolean {
  const system = SYSTEMS[code];
  return (
    west >= system.east[0] && east <= system.east[1] && south >= system.north[0] && north <= system.north[1]
  );
}

interface PositionWitness {
  readonly agrees: boolean;
  readonly says: string;
}

/** Third witness: where the layer comes to lie. */
function positionWitness({ layer, region, systems }: CrsQuestion, crs: Crs): PositionWitness {
  const name = crs.kind === 'registered' ? `EPSG:${crs.code}` : crs.proj;
  const box = degreeBox(layer, systems, crs);
  if (!box) return { agrees: false, says: `mit ${name} nicht umrechenbar` };
  const agrees = boxesOverlap(box, region);
  return { agrees, says: `mit ${name} bei ${degreeBoxText(box)}, ${agrees ? 'im' : 'außerhalb vom'} Gebiet` };
}

/** What the file's own parameters would give, as help for whoever has to decide; it never decides. */
function fileParametersWitness(
  question: CrsQuestion,
  declaration: Declaration | undefined,
): { agrees: false; says: string } {
  if (!declaration?.proj) return { agrees: false, says: 'ohne System nicht bestimmbar' };
  const { says } = positionWitness(question, { kind: 'declared', proj: declaration.proj });
  return { agrees: false, says };
}

function degreeBox(layer: GeoLayer, systems: CoordinateSystems, crs: Crs): Box | undefined {
  const transform = systems.toDegrees(crs);
  const degrees = [];
  for (const position of layerPositions(layer)) {
    const moved = transform(position);
    if (!moved) return undefined;
    degrees.push(moved);
  }
  return boxOf(degrees);
}

function place(layer: GeoLayer) {
  return { file: layer.file, row: 0 };
}
