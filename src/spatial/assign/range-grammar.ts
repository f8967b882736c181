/**
 * The range column of votemanager's street file: `1-20B`, `4`, `1,1A`, `2-18A ger.`, `1A-71 ung.,82-116`; empty is
 * the whole street. `ger.` and `ung.` belong to the range before them.
 */
import { orderOf, type HouseNumberPoint } from './house-number-order.ts';
import { WHOLE_STREET, type Side } from './directory-row.ts';

export interface WrittenRange {
  readonly from: HouseNumberPoint;
  readonly to: HouseNumberPoint;
  readonly side: Side;
  /** A floor was named (`Stw. 3`): the range ends inside a house, and the whole house is taken. */
  readonly floor: boolean;
}
export type RangeProblem = { readonly problem: 'unreadable' | 'reversed'; readonly text: string };

const RANGE =
  /^(\d{1,4})\s?([A-Za-z]?)(?:\s?-\s?(\d{1,4})\s?([A-Za-z]?))?\s?(Stw\.[^,]*?)?\s?(ger\.|ung\.)?$/;

/** One entry per range, in order. A faulty range leaves the others in place. */
export function parseRanges(text: string): readonly (WrittenRange | RangeProblem)[] {
  const written = text.trim();
  if (written === '') return [{ ...WHOLE_STREET, side: 'both', floor: false }];
  return written.split(',').map((piece) => parseRange(piece.trim()));
}

function parseRange(text: string): WrittenRange | RangeProblem {
  const match = RANGE.exec(text);
  if (!match) return { problem: 'unreadable', text };
  const [, digits, letter = '', lastDigits, lastLetter = '', floor, side] = match;
  const from = point(digits, letter);
  const to = lastDigits === undefined ? from : point(lastDigits, lastLetter);
  if (from.number === 0 || to.number === 0) return { problem: 'unreadable', text };
  if (orderOf(to) < orderOf(from)) return { problem: 'reversed', text };
  return { from, to, side: sideOf(side), floor: floor !== undefined };
}

function point(digits: string | undefined, letter: string): HouseNumberPoint {
  return { number: Number(digits), suffix: letter.toUpperCase() };
}

function sideOf(word: string | undefined): Side {
  if (word === undefined) return 'both';
  return word === 'ger.' ? 'even' : 'odd';
}
