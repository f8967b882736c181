/**
 * A crosswalk out of what a person says of keys that a level does not know: which area each belongs to now. Whole areas
 * only: they are added up exactly, and what was split needs weights that nobody can say in a form.
 */
import { Document } from 'yaml';
import type { AreaKey, LevelId } from '../core/area.ts';
import { sha256 } from '../core/hash.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { checkCrosswalk, crosswalkFile, crosswalkOf, type KnownLevel } from './crosswalk.ts';
import { loadYaml } from './load.ts';
import { commentLines, type NewVersion } from './new-version.ts';

export interface MovedKeys {
  readonly id: string;
  readonly title: string;
  readonly level: LevelId;
  /** First day of the edition whose areas the keys belong to now. */
  readonly validFrom: ReferenceDate;
  /** All of that edition. */
  readonly keys: readonly AreaKey[];
  /** Key in the file to the one it belongs to now. */
  readonly moved: ReadonlyMap<string, AreaKey>;
  /** Areas that the file has under their own key besides; both together are the area. */
  readonly besides: ReadonlySet<AreaKey>;
  /** Lines above it: why. */
  readonly reason: readonly string[];
}

/**
 * Names every area: one that is left out could not be read any more. An area that takes over a key is taken to stand in
 * the file under that one alone: where it does not, the run says so (`assignment.convert-unknown-area`) and stops.
 */
export function newCrosswalk(wish: MovedKeys, file: string, known: KnownLevel): NewVersion {
  const { id, title, level, validFrom, keys, moved, besides, reason } = wish;
  const merge = new Map<AreaKey, string[]>();
  for (const key of keys) {
    const former = [...moved].filter(([, now]) => now === key).map(([then]) => then);
    merge.set(key, former.length === 0 || besides.has(key) ? [key, ...former] : former);
  }
  const document = new Document({ id, title, level, from: 'open', validFrom });
  document.set('merge', document.createNode(merge));
  for (const key of keys) document.setIn(['merge', key], document.createNode(merge.get(key), { flow: true }));
  const yaml = `${commentLines(reason)}${document.toString({ lineWidth: 0 })}`;
  return { yaml, problems: problemsIn(yaml, file, known) };
}

function problemsIn(yaml: string, file: string, known: KnownLevel): string[] {
  const loaded = loadYaml(yaml, file, crosswalkFile);
  const problems = loaded.ok
    ? checkCrosswalk(
        crosswalkOf(loaded.value, { origin: loaded.origin, sha256: sha256(yaml) }, undefined),
        known,
        [],
      )
    : loaded.problems;
  return problems.map(({ line, message }) => `Zeile ${line}: ${message}`);
}
