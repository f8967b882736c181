/**
 * Key, name and parent of every feature of a layer, checked and as text, by the rules of a level. Whatever is not
 * certain is a finding. Looks at no coordinates.
 */
import { areaKey, type AreaKey } from '../core/area.ts';
import { finding, type Finding } from '../core/finding.ts';
import type { GeoLayer, SourceFeature, SourceGeometry } from '../formats/geo-layer.ts';
import type { NameRule, ParentKeyRule, PropertyKeyRule } from '../mapping/level.ts';
import { harmless, keyFlaw, nameFlaw, shownText } from './area-text.ts';
import { padKey, propertyText, shapeKey } from './key-rule.ts';
import { repeatedNames } from './repeated-names.ts';
import { listText } from './texts.ts';

/** Where keys, names and parents stand in a layer. A `mapping` goes from own key to parent key. */
export interface AreaNaming {
  readonly key: PropertyKeyRule;
  readonly names: NameRule;
  readonly parent: ParentRule | null;
}
export type ParentRule = ParentKeyRule | { readonly mapping: ReadonlyMap<AreaKey, AreaKey> };

export interface LabelledArea {
  /** Number of the feature in the file. */
  readonly row: number;
  readonly key: AreaKey;
  readonly name: string;
  readonly parent: AreaKey | null;
  readonly geometry: SourceGeometry;
}

interface Context {
  readonly file: string;
  readonly naming: AreaNaming;
  readonly findings: Finding[];
  readonly rowOfKey: Map<string, number>;
  padded: number;
}

/** Features with a refused or repeated key, or without a polygon, are left out; each has a finding that stops. */
export function labelAreas(
  layer: GeoLayer,
  naming: AreaNaming,
): { areas: readonly LabelledArea[]; findings: readonly Finding[] } {
  const missing = missingProperties(layer, naming);
  if (missing.length > 0) return { areas: [], findings: missing };
  const context: Context = { file: layer.file, naming, findings: [], rowOfKey: new Map(), padded: 0 };
  const areas = layer.features.flatMap((feature) => labelFeature(feature, context) ?? []);
  return {
    areas,
    findings: [...context.findings, ...paddedFinding(context), ...repeatedNames(areas, layer.file)],
  };
}

function missingProperties(layer: GeoLayer, { key, names, parent }: AreaNaming): Finding[] {
  const place = { file: layer.file, row: 0 };
  if (layer.features.length === 0) return [finding('spatial.layer-empty', place)];
  const present = new Set(layer.features.flatMap((feature) => Object.keys(feature.properties)));
  const wanted = [key.property];
  if ('property' in names) wanted.push(names.property);
  if (parent && 'property' in parent) wanted.push(parent.property);
  return wanted
    .filter((property) => !present.has(property))
    .map((expected) => {
      const found = listText([...present].map(harmless), 30);
      return finding('spatial.property-missing', place, { expected, found });
    });
}

function labelFeature(feature: SourceFeature, context: Context): LabelledArea | undefined {
  const key = keyOf(feature, context);
  if (key === undefined) return undefined;
  const name = nameOf(feature, key, context);
  const parent = parentOf(feature, key, context);
  if (feature.geometry) return { row: feature.row, key, name, parent, geometry: feature.geometry };
  const at = place(context, feature);
  context.findings.push(
    feature.otherType
      ? finding('spatial.geometry-not-polygon', at, { found: shownText(feature.otherType) })
      : finding('spatial.geometry-missing', at, { found: key }),
  );
  return undefined;
}

function keyOf(feature: SourceFeature, context: Context): AreaKey | undefined {
  const rule = context.naming.key;
  const read = propertyKey(feature, rule, context);
  if (read === 'refused') return undefined;
  const at = place(context, feature, rule.property);
  if (read === 'blank') {
    context.findings.push(finding('spatial.key-missing', at));
    return undefined;
  }
  if (read.padded) context.padded += 1;
  const earlier = context.rowOfKey.get(read.key);
  if (earlier !== undefined) {
    const facts = { found: read.key, expected: String(earlier) };
    context.findings.push(finding('spatial.key-duplicate', at, facts));
    return undefined;
  }
  context.rowOfKey.set(read.key, feature.row);
  return areaKey(read.key);
}

/** A key that stands in a property: blank, refused (with its finding), or its text after the rule. */
function propertyKey(feature: SourceFeature, rule: PropertyKeyRule, context: Context) {
  const value = feature.properties[rule.property] ?? null;
  if (value === null || (typeof value === 'string' && value.trim() === '')) return 'blank';
  const text = propertyText(value);
  const flaw = text === undefined ? 'weder Text noch ganze Zahl' : keyFlaw(text);
  const shaped = shapeKey(text ?? '', rule);
  const problem =
    flaw ?? keyFlaw(shaped.key) ?? (shaped.key === '' ? '„strip“ lässt nichts übrig' : undefined);
  if (problem === undefined) return shaped;
  const at = place(context, feature, rule.property);
  const facts = { found: harmless(text ?? JSON.stringify(value)), expected: problem };
  context.findings.push(finding('spatial.key-refused', at, facts));
  return 'refused';
}

function nameOf(feature: SourceFeature, key: AreaKey, context: Context): string {
  const { names } = context.naming;
  const column = 'property' in names ? names.property : undefined;
  const raw = 'property' in names ? feature.properties[names.property] : names.table.get(key);
  const name = (propertyText(raw ?? null) ?? '').trim();
  const at = place(context, feature, column);
  if (name === '') context.findings.push(finding('spatial.name-missing', at, { found: key }));
  const flaw = nameFlaw(name);
  if (flaw) context.findings.push(finding('spatial.name-refused', at, { found: key, expected: flaw }));
  return name;
}

function parentOf(feature: SourceFeature, key: AreaKey, context: Context): AreaKey | null {
  const rule = context.naming.parent;
  if (!rule) return null;
  if (!('property' in rule)) {
    const parent = parentFromKey(key, rule);
    if (parent === undefined)
      context.findings.push(finding('spatial.parent-missing', place(context, feature), { found: key }));
    return parent ?? null;
  }
  const read = propertyKey(feature, rule, context);
  if (read === 'blank') {
    const at = place(context, feature, rule.property);
    context.findings.push(finding('spatial.parent-missing', at, { found: key }));
  }
  return typeof read === 'string' ? null : areaKey(read.key);
}

/** The parent where it follows from the key alone; undefined where the rule does not answer. */
export function parentFromKey(key: AreaKey, rule: Exclude<ParentRule, PropertyKeyRule>): AreaKey | undefined {
  if ('fixed' in rule) return rule.fixed;
  if ('mapping' in rule) return rule.mapping.get(key);
  return key.length > rule.prefix ? areaKey(padKey(key.slice(0, rule.prefix), rule.padTo)) : undefined;
}

function paddedFinding({ file, naming, padded }: Context): Finding[] {
  if (padded === 0) return [];
  const facts = { found: String(padded), expected: String(naming.key.padTo ?? '') };
  return [finding('spatial.keys-padded', { file, row: 0, column: naming.key.property }, facts)];
}

function place({ file }: Context, feature: SourceFeature, column?: string) {
  return { file, row: feature.row, ...(column === undefined ? {} : { column }) };
}
