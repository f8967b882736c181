/** The same values under the same rules as the newest readable release: nothing new is released. */
import { canonicalJson } from '../../core/hash.ts';
import type { ReleaseContent } from '../release-registry.ts';
import type { ReadableRelease } from './knowledge-of.ts';

/** Id of that release; undefined where there is none. */
export function sameRelease(content: ReleaseContent, before: readonly ReadableRelease[]): string | undefined {
  const newest = before.findLast((one) => one.content.job === content.job);
  return newest && essence(newest.content) === essence(content) ? newest.record.id : undefined;
}

function essence({ policy, series, index }: ReleaseContent): string {
  return canonicalJson({ policy, series, index });
}
