/** The library that solves linear programs: the only door to it. */
import library, { type Highs } from 'highs';

/** What protocols name; equal to the version pinned in package.json. */
export const SOLVER = 'highs 1.15.3';

/** Its types describe a CommonJS module, what Node loads is an ES module: the default export is the function itself. */
export function loadHighs(): Promise<Highs> {
  const load = library as unknown as () => Promise<Highs>;
  return load();
}
