/**
 * Excel number formats: whether one shows a date, and the date of a serial number. Decided here because the
 * library takes `#,##0\ _D_M` (marks of the former currency) for a date and turns amounts into days.
 */
const CUSTOM = /<numFmt\s([^>]{0,2000})>/g;
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" };
const ELAPSED = /\[(h+|m+|s+)\]/i;
/** Sections in brackets, quoted texts, escaped signs, widths (`_x`) and fillings (`*x`) are no codes. */
const NO_CODES = /\[[^\]]*\]|"[^"]*"|\\.|_.|\*./g;
const DAY_MS = 86_400_000;
const DAYS_TO_1970 = 25_569;
const DAYS_BETWEEN_SYSTEMS = 1462;
/** Excel counts a 29 February 1900 that never was: serials below it are one day late. */
const PHANTOM_DAY = 60;

/** True for formats of calendar days and times of day; durations such as `[h]:mm` are numbers. */
export function isDateFormat(format: string | undefined): boolean {
  if (!format || ELAPSED.test(format)) return false;
  const [first = ''] = format.replace(NO_CODES, '').split(';');
  return !/^(general|standard)$/i.test(first.trim()) && /[ymdhs]/i.test(first);
}

/** The instant a serial number stands for, as UTC. */
export function dateOfSerial(serial: number, system: 1900 | 1904): Date {
  const shift = system === 1904 ? DAYS_BETWEEN_SYSTEMS : serial >= 1 && serial < PHANTOM_DAY ? 1 : 0;
  return new Date(Math.round((serial - DAYS_TO_1970 + shift) * DAY_MS));
}

/**
 * The formats a workbook defines itself, by their number, from its `xl/styles.xml`. The library drops the
 * backslashes in them, after which `0\ \d` looks like a day.
 */
export function customFormats(stylesXml: string): ReadonlyMap<number, string> {
  const formats = new Map<number, string>();
  for (const [, attributes = ''] of stylesXml.matchAll(CUSTOM)) {
    const id = /\bnumFmtId="(\d+)"/.exec(attributes)?.[1];
    const code = /\bformatCode="([^"]*)"/.exec(attributes)?.[1];
    if (id !== undefined && code !== undefined) formats.set(Number(id), withoutEntities(code));
  }
  return formats;
}

function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g,
    (whole, hex?: string, code?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (code !== undefined) return String.fromCodePoint(Number(code));
      return ENTITIES[name ?? ''] ?? whole;
    },
  );
}
