/**
 * The features of a GML file, one after the other, as small trees. Matches by local name; understands the
 * collections of WFS 1.0 to 2.0, also several pages in one file.
 */
import { xmlReader } from './xml.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

export interface GmlEvents {
  readonly feature: (feature: XmlElement) => void;
  /** An element that says which collection this is, with its attributes; also of each further page. */
  readonly collection?: (element: XmlElement) => void;
  /** Reference system of an envelope outside of all features. */
  readonly envelope?: (srsName: string) => void;
  /** The file is, or holds, an exception report; its text. */
  readonly exception?: (text: string) => void;
}

const MEMBERS: ReadonlySet<string> = new Set(['member', 'featureMember', 'featureMembers']);
const COLLECTIONS: ReadonlySet<string> = new Set(['FeatureCollection', 'SimpleFeatureCollection']);
const EXCEPTIONS: ReadonlySet<string> = new Set(['ExceptionReport', 'ServiceExceptionReport']);

/** Feed it text; events come as soon as a feature is complete. Throws XmlError. */
export function gmlReader(events: GmlEvents): ReturnType<typeof xmlReader> {
  const outside: string[] = [];
  /** From the feature (or report) down to the element that is open. */
  const inside: XmlElement[] = [];
  return xmlReader({
    open(name, attributes) {
      const element: XmlElement = { name, attributes, children: [], text: '' };
      const parent = inside.at(-1);
      const above = outside.at(-1) ?? '';
      if (parent) {
        parent.children.push(element);
        inside.push(element);
      } else if (EXCEPTIONS.has(name) || (MEMBERS.has(above) && !COLLECTIONS.has(name))) {
        inside.push(element);
      } else {
        outside.push(name);
        if (COLLECTIONS.has(name)) events.collection?.(element);
        const srsName = attributes.get('srsName');
        if ((name === 'Envelope' || name === 'Box') && srsName !== undefined) events.envelope?.(srsName);
      }
    },
    text(text) {
      const element = inside.at(-1);
      if (element) element.text += text;
    },
    close(name) {
      const element = inside.pop();
      if (!element) outside.pop();
      else if (inside.length === 0 && EXCEPTIONS.has(name)) events.exception?.(wholeText(element));
      else if (inside.length === 0) events.feature(element);
    },
  });
}

/** All text of an element and what is in it, in one line. */
export function wholeText(element: XmlElement): string {
  const below = element.children.map(wholeText).join(' ');
  return `${element.text} ${below}`.replaceAll(/\s+/g, ' ').trim();
}
