import { describe, expect, it } from 'vitest';
import { isRelease } from '../core/release.ts';
import { SyncError } from '../errors.ts';
import { grantRelease } from './grant.ts';

describe('granting a release', () => {
  it('lets values pass to a target that says it is the simulator', () => {
    const release = grantRelease([], { url: 'http://127.0.0.1:1/management', simulator: true });

    expect(isRelease(release)).toBe(true);
    expect(release.target).toBe('http://127.0.0.1:1/management');
  });

  it('refuses every other target with exit code 7', () => {
    const attempt = () =>
      grantRelease([], { url: 'https://kommonitor.example/management', simulator: false });

    expect(attempt).toThrow(SyncError);
    expect(attempt).toThrow(expect.objectContaining({ code: 'release.refused', exitCode: 7 }));
  });

  it('does not take a look-alike for a release', () => {
    const forged = { ...grantRelease([], { url: 'x', simulator: true }) };

    expect(isRelease(forged)).toBe(false);
  });
});
