/** Fields about a person as the registers of the demo write them. */
import { createHash } from 'node:crypto';
import type { County } from './generate-county.ts';
import { noise } from './random.ts';

const UNKNOWN_MOVE = 0.006;
const ONLY_YEAR = 0.012;
const MOVED_IN = 21;

const known = new WeakMap<County['people'], string[]>();

/** The same for a person in every file and year; of an invented person, so that the key may stand here. */
export function pseudonym({ options, people }: County, id: number): string {
  const pseudonyms = known.get(people) ?? [];
  known.set(people, pseudonyms);
  return (pseudonyms[id] ??= createHash('sha256').update(`${options.seed}/${id}`).digest('hex').slice(0, 16));
}

/**
 * The day since which a person lives in the dwelling as the register knows it, JJJJMMTT: 0 where it is not known,
 * `JJJJ0000` where only the year is, which can be so for moves before the first reference date.
 */
export function moveInAsEntered({ options }: County, id: number, since: number): number {
  const year = Math.floor(since / 10_000);
  if (year >= Number(options.dates[0]!.slice(0, 4))) return since;
  const draw = noise(options.seed, id, MOVED_IN);
  if (draw < UNKNOWN_MOVE) return 0;
  return draw < ONLY_YEAR ? year * 10_000 : since;
}
