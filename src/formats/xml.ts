/** XML text as events, names without prefix. Strict; knows no entities but the five of XML and refuses a DTD. */
import { SaxesParser } from 'saxes';

export interface XmlEvents {
  readonly open: (name: string, attributes: ReadonlyMap<string, string>) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

export interface XmlPlace {
  readonly line: number;
  readonly column: number;
}

/** Ends with the place where the text stops being such XML. The message of the library quotes content and is dropped. */
export class XmlError extends Error {
  readonly place: XmlPlace;

  constructor(place: XmlPlace) {
    super('not well-formed XML');
    this.place = place;
  }
}

/** `write` takes the next piece of text, `end` says that there is no more; both throw XmlError. */
export function xmlReader(events: XmlEvents): {
  readonly write: (text: string) => void;
  readonly end: () => void;
} {
  const parser = new SaxesParser();
  const stop = () => {
    throw new XmlError({ line: parser.line, column: parser.column });
  };
  parser.on('error', stop);
  parser.on('doctype', stop);
  parser.on('opentag', ({ name, attributes }) =>
    events.open(
      localName(name),
      new Map(Object.entries(attributes).map(([key, value]) => [localName(key), value])),
    ),
  );
  parser.on('text', events.text);
  parser.on('cdata', events.text);
  parser.on('closetag', ({ name }) => events.close(localName(name)));
  return {
    write: (text) => void parser.write(text),
    end: () => void parser.close(),
  };
}

/** Servers name internal hosts in their namespaces, and change prefixes at will. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
