/** Signs by name that a file is still being written or held open. Names only; nothing is read. */

/** What programs that copy, load or unpack append while they are at it. */
const UNFINISHED = /\.(?:lock|lck|part|partial|tmp|temp|filepart|crdownload|download|swp|claim)$/iu;
const HOLDS = ['.lock', '.lck', '.part', '.partial', '.tmp', '.filepart', '.crdownload'];

/** The name itself says that it is no delivery: hidden, a lock of an office program, half a file. */
export function isUnfinishedName(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~') || UNFINISHED.test(name);
}

/** Something beside the file says that somebody is still working on it. */
export function isHeld(name: string, beside: readonly string[]): boolean {
  const signs = [
    ...HOLDS.map((ending) => `${name}${ending}`),
    `.~lock.${name}#`,
    `~$${name}`,
    // Word and Excel write over the first two signs of longer names.
    `~$${name.slice(2)}`,
  ].map((sign) => sign.toLowerCase());
  return beside.some((other) => signs.includes(other.toLowerCase()));
}

/** `zahlen.csv.done` or `zahlen.done` beside `zahlen.csv`; undefined where there is none. */
export function markerOf(name: string, beside: readonly string[], marker: string): string | undefined {
  const wanted = [`${name}${marker}`, `${stemOf(name)}${marker}`].map((text) => text.toLowerCase());
  return beside.find((other) => other !== name && wanted.includes(other.toLowerCase()));
}

/** Without the last ending: `a.b` of `a.b.csv`. */
export function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** Bears the name of the file: `a.dbf` and `a.shp.xml` beside `a.shp`. Others may serve several deliveries. */
export function bearsNameOf(file: string, companion: string): boolean {
  return companion.toLowerCase().startsWith(`${stemOf(file)}.`.toLowerCase());
}
