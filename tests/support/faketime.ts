/** libfaketime, loaded directly: the command of the same name stays between a program and its signals. */
import { existsSync, readdirSync } from 'node:fs';

export const FAKETIME = readdirSync('/usr/lib')
  .map((folder) => `/usr/lib/${folder}/faketime/libfaketime.so.1`)
  .find((file) => existsSync(file));

/** Undefined where clocks can be set. Fails on a build machine, where they must be. */
export function faketimeMissing(what: string): boolean {
  if (FAKETIME !== undefined) return false;
  if (process.env['CI']) throw new Error('faketime is missing');
  console.log(`skipped: ${what}, because faketime is not installed`);
  return true;
}

/**
 * A wall clock that is as far off the real one as the file says (`+2h`), read anew with each look at it. The monotonic
 * clock runs on as it does when a clock is set.
 */
export function steppedClock(file: string): NodeJS.ProcessEnv {
  return {
    LD_PRELOAD: FAKETIME,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    DONT_FAKE_MONOTONIC: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}
