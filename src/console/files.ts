/** Files to take away: never shown in the browser, whatever is in them. */
import type { Visit } from './visit.ts';

export function csvFile(visit: Visit, name: string, text: string): Response {
  return textFile(visit, { name, type: 'text/csv' }, text);
}

/** `type`: media type of a text in UTF-8. */
export function textFile(
  { c }: Visit,
  { name, type }: { readonly name: string; readonly type: string },
  text: string,
): Response {
  c.header('content-type', `${type}; charset=utf-8`);
  c.header('content-disposition', `attachment; filename="${name}"`);
  return c.body(text);
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function xlsxFile({ c }: Visit, name: string, bytes: Uint8Array): Response {
  c.header('content-type', XLSX);
  c.header('content-disposition', `attachment; filename="${name}"`);
  return c.body(bytes as Uint8Array<ArrayBuffer>);
}

export function jsonFile({ c }: Visit, name: string, text: string): Response {
  c.header('content-type', 'application/json; charset=utf-8');
  c.header('content-disposition', `attachment; filename="${name}"`);
  return c.body(text);
}
