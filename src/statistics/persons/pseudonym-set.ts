/**
 * Which pseudonyms have been seen, in about eight bytes each: for counting persons who occur twice. Keeps
 * fingerprints only; no pseudonym can be read from it.
 */

const TABLES = 256;
const SMALLEST = 64;
const FULLEST = 0.75;
const GROWTH = 1.25;
/** An empty slot is 0 and 0, so that this one fingerprint is moved to its neighbour. */
const EMPTY = 0;

interface Table {
  low: Uint32Array;
  high: Uint16Array;
  used: number;
}

/**
 * Two pseudonyms are taken for one with probability 2^-56 for each pair: for two million persons that is one
 * chance in 36,000 that a single one is counted too many.
 */
export class PseudonymSet {
  readonly #tables: Table[] = Array.from({ length: TABLES }, () => emptyTable(SMALLEST));

  /** True where the pseudonym is new. */
  add(pseudonym: string): boolean {
    const [high, low] = fingerprint(pseudonym);
    const table = this.#tables[high & (TABLES - 1)]!;
    if (table.used >= table.low.length * FULLEST) grow(table);
    return insert(table, low, high >>> 16 || (low === EMPTY ? 1 : EMPTY));
  }
}

function emptyTable(size: number): Table {
  return { low: new Uint32Array(size), high: new Uint16Array(size), used: 0 };
}

function grow(table: Table): void {
  const { low, high } = table;
  Object.assign(table, emptyTable(Math.ceil(low.length * GROWTH)));
  low.forEach((value, index) => {
    if (value !== EMPTY || high[index] !== EMPTY) insert(table, value, high[index]!);
  });
}

/** Linear probing from the place that the low part names. */
function insert(table: Table, low: number, high: number): boolean {
  const size = table.low.length;
  let at = low % size;
  while (table.low[at] !== EMPTY || table.high[at] !== EMPTY) {
    if (table.low[at] === low && table.high[at] === high) return false;
    at = at + 1 === size ? 0 : at + 1;
  }
  table.low[at] = low;
  table.high[at] = high;
  table.used += 1;
  return true;
}

/** Two 32-bit values that both depend on every character. */
function fingerprint(text: string): readonly [high: number, low: number] {
  let a = 0x2545_f491;
  let b = 0x9e37_79b9;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x0100_0193);
    b = Math.imul(b + code, 0x85eb_ca6b);
    b ^= b >>> 15;
  }
  return [scatter(a ^ (b >>> 7)), scatter(b ^ text.length)];
}

function scatter(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb_352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846c_a68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
