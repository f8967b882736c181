/**
 * A made-up register extract for the benchmarks: 22 fields in the proposed record layout, about 117 bytes a line,
 * Windows-1252, CRLF, the same bytes every time. No person of it exists.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FIELDS = [
  'STICHTAG;AGS;PSEUDO;GEBDAT;GESCHL;FAMST;STAAT1;STAAT2;WOHNST;STRSCHL;HNR;HNRZUS;EINZUG;ZUZUG;HERKUNFT',
  'REL;GEBSTAAT;OPTION;SPERRE;HH_ID;HH_TYP;HH_GR',
].join(';');
const LINES_PER_BLOCK = 2000;

/** Written once per machine. 6,250 streets in 10 Gemeinden, as in residents.worker.mjs. */
export async function residentsFile(persons: number): Promise<string> {
  const path = join(tmpdir(), `kmsync-bench-residents-${persons}-v1.csv`);
  if (await stat(path).catch(() => undefined)) return path;

  const draft = `${path}.${process.pid}`;
  const out = createWriteStream(draft);
  const random = generator(20_241_231);
  let block = `${FIELDS}\r\n`;
  for (let row = 1; row <= persons; row += 1) {
    block += line(row, random);
    if (row % LINES_PER_BLOCK !== 0) continue;
    if (!out.write(Buffer.from(block, 'latin1'))) await once(out, 'drain');
    block = '';
  }
  out.end(Buffer.from(block, 'latin1'));
  await once(out, 'finish');
  await rename(draft, path);
  return path;
}

function line(row: number, random: (below: number) => number): string {
  const birthYear = 2024 - random(random(4) ? 70 : 100);
  const movedIn = Math.min(2024, birthYear + random(40));
  const day = (year: number) => `${year}${padded(1 + random(12), 2)}${padded(1 + random(28), 2)}`;
  const isGerman = random(100) < 86;
  return `${[
    '20241231',
    `059980${padded(1 + random(10), 2)}`,
    pseudonym(row),
    random(500) ? day(birthYear) : `${birthYear}0000`,
    random(2) ? 'w' : 'm',
    ['LD', 'VH', 'GS', 'VW'][random(4)],
    isGerman ? '000' : padded(121 + random(360), 3),
    random(20) ? '' : padded(121 + random(360), 3),
    random(50) ? (random(12) ? 'E' : 'H') : 'N',
    padded(1 + random(625), 5),
    padded(1 + random(199), 4),
    random(8) ? '' : 'a',
    day(movedIn),
    day(movedIn),
    padded(121 + random(360), 3),
    ['rk', 'ev', 'vd', 'lt'][random(4)],
    random(7) ? '000' : padded(121 + random(360), 3),
    '',
    random(300) ? '' : '1',
    padded(Math.ceil(row / 2), 10),
    padded(1 + random(5), 2),
    padded(1 + random(6), 2),
  ].join(';')}\r\n`;
}

/** Sixteen hexadecimal digits; one person in 10,000 comes twice. */
function pseudonym(row: number): string {
  const person = row % 10_000 === 0 ? row - 1 : row;
  const mixed = (seed: number) => (Math.imul(person ^ seed, 0x9e37_79b1) ^ (person << 7)) >>> 0;
  return [mixed(0x51ab_c0de), mixed(0x1357_9bdf)].map((part) => part.toString(16).padStart(8, '0')).join('');
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** A linear congruential generator: the file must be the same on every machine. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
