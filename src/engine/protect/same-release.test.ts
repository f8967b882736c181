import { describe, expect, it } from 'vitest';
import { releaseContent } from '../../../tests/support/release-samples.ts';
import type { ReleaseContent } from '../release-registry.ts';
import type { ReadableRelease } from './knowledge-of.ts';
import { sameRelease } from './same-release.ts';

const readable = (id: string, content: ReleaseContent) => ({ record: { id }, content }) as ReadableRelease;

describe('the same release', () => {
  it('is the newest of the job with the same values under the same rules, however it was found', () => {
    const content = releaseContent(1);
    const before = [readable('a', releaseContent(2)), readable('b', content)];

    const found = sameRelease(
      { ...content, tables: [], protocol: { ...content.protocol, durationMs: 99, reused: 1 } },
      before,
    );

    expect(found).toBe('b');
  });

  it('is none where another one stands in between, with other values', () => {
    const before = [readable('a', releaseContent(1)), readable('b', releaseContent(2))];

    expect(sameRelease(releaseContent(1), before)).toBeUndefined();
  });

  it('is not that of another job, nor one under other rules', () => {
    const content = releaseContent(1);
    const otherRules = { ...content, policy: { ...content.policy, version: 2 } };

    expect(sameRelease(content, [readable('a', { ...content, job: 'other' })])).toBeUndefined();
    expect(sameRelease(content, [readable('a', otherRules)])).toBeUndefined();
    expect(sameRelease(content, [])).toBeUndefined();
  });

  it('is looked for behind releases of other jobs', () => {
    const content = releaseContent(1);
    const before = [readable('a', content), readable('b', { ...releaseContent(2), job: 'other' })];

    expect(sameRelease(content, before)).toBe('a');
  });
});
