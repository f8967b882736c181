import { describe, expect, it } from 'vitest';
import { isRelease, mintRelease } from './release.ts';

const POLICY = { id: 'p', version: 1, sha256: '0' };

describe('a release', () => {
  const release = mintRelease({ target: 'http://127.0.0.1/', series: [], policy: POLICY });

  it('is known for what it is', () => {
    expect(isRelease(release)).toBe(true);
    expect(release).toEqual({ target: 'http://127.0.0.1/', series: [], policy: POLICY });
  });

  it('cannot be sent to another target afterwards', () => {
    expect(() => Object.assign(release, { target: 'https://kommonitor.example/' })).toThrow(TypeError);
    expect(release.target).toBe('http://127.0.0.1/');
  });

  it('is not what looks like one', () => {
    const lookAlikes = [
      { ...release },
      structuredClone({ ...release }),
      Object.create(release) as object,
      {},
    ];

    expect(lookAlikes.map(isRelease)).toEqual([false, false, false, false]);
  });
});
