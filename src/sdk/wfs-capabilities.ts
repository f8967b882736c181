/** What a WFS of any version says it offers: feature types, and formats of GetFeature. */
import { SyncError } from '../errors.ts';
import { xmlReader, XmlError } from '../formats/xml.ts';

export interface WfsOffer {
  readonly types: readonly string[];
  /** Empty: the service does not say. */
  readonly formats: readonly string[];
}

/** Throws SyncError `source.wfs-answer` where these are no capabilities. */
export function readCapabilities(bytes: Buffer): WfsOffer {
  const types: string[] = [];
  const formats: string[] = [];
  const open: { readonly name: string; readonly label: string; text: string }[] = [];
  const isIn = (name: string, label?: string) =>
    open.some((element) => element.name === name && (label === undefined || element.label === label));
  let isCapabilities = false;
  const reader = xmlReader({
    open(name, attributes) {
      isCapabilities ||= name === 'WFS_Capabilities';
      // Version 1.0.0 writes each format as an element of its own.
      if (open.at(-1)?.name === 'ResultFormat' && isIn('GetFeature')) formats.push(name);
      open.push({ name, label: attributes.get('name') ?? '', text: '' });
    },
    text(text) {
      const element = open.at(-1);
      if (element) element.text += text;
    },
    close(name) {
      const element = open.pop();
      const text = element?.text.trim() ?? '';
      if (name === 'Name' && open.at(-1)?.name === 'FeatureType') types.push(text);
      const isFormat = isIn('Operation', 'GetFeature') && isIn('Parameter', 'outputFormat');
      if (name === 'Value' && isFormat) formats.push(text);
    },
  });
  try {
    reader.write(bytes.toString('utf8').replace(/^\uFEFF/, ''));
    reader.end();
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    isCapabilities = false;
  }
  if (!isCapabilities)
    throw new SyncError({
      code: 'source.wfs-answer',
      kind: 'source',
      message:
        'Unter der Adresse antwortet kein WFS: Es kam keine Beschreibung des Dienstes (GetCapabilities).',
      hint: 'Prüfen Sie die Adresse in der Konfiguration, und ob der Dienst eine Anmeldung verlangt.',
    });
  return { types, formats };
}
