/** What a feature of a GML file says of itself: its properties as text, and its geometries by name. */
import type { XmlElement } from './gml-features.ts';
import { isGmlGeometry, readGmlGeometry, type GmlReading } from './gml-geometry.ts';

export interface GmlFeature {
  /** 1-based number in the file. */
  readonly row: number;
  /** Local name of its element. */
  readonly type: string;
  /** Empty text: the element is empty or nil. An element that is not there is no property. */
  readonly properties: Readonly<Record<string, string>>;
  readonly geometries: readonly { readonly name: string; readonly reading: GmlReading }[];
}

/**
 * Elements within elements are named `outer.inner`; a second one of the same name `name[2]`. The identifier of
 * the feature is `id` where no property is called so.
 */
export function gmlFeature(element: XmlElement, row: number): GmlFeature {
  const properties: Record<string, string> = {};
  const geometries: GmlFeature['geometries'][number][] = [];
  for (const child of element.children)
    if (child.name !== 'boundedBy') collect(child, child.name, { properties, geometries });
  const id = idOf(element);
  return {
    row,
    type: element.name,
    properties: id === undefined || 'id' in properties ? properties : { id, ...properties },
    geometries,
  };
}

/** `gml:id`, or `fid` of GML 2. */
export function idOf({ attributes }: XmlElement): string | undefined {
  return attributes.get('id') ?? attributes.get('fid');
}

interface Collected {
  readonly properties: Record<string, string>;
  readonly geometries: GmlFeature['geometries'][number][];
}

function collect(element: XmlElement, name: string, into: Collected): void {
  const shape = element.children.find(isGmlGeometry);
  if (shape) {
    into.geometries.push({ name, reading: readGmlGeometry(shape) });
    return;
  }
  if (element.children.length > 0) {
    for (const child of element.children) collect(child, `${name}.${child.name}`, into);
    return;
  }
  let free = name;
  for (let count = 2; free in into.properties; count += 1) free = `${name}[${count}]`;
  into.properties[free] = element.text.trim();
}
