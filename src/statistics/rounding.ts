/**
 * Commercial rounding (half away from zero) on the decimal digits, not on the binary value: 1.005 becomes
 * 1.01. Applied once, at publication.
 */
import { decimalOf } from '../core/decimal.ts';

/** `value` rounded to `decimals` places after the mark, 0 to 9. Never answers -0. */
export function roundTo(value: number, decimals: number): number {
  const scaled = shift(Math.abs(value), decimals);
  const rounded = shift(Math.round(scaled), -decimals);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

/**
 * `per * numerator / denominator`, rounded. Exact in the decimals the inputs are written in, so that a value that
 * lies on the half is never rounded by a binary error. `per` is positive, `denominator` not 0.
 */
export function roundedRate(numerator: number, denominator: number, per: number, decimals: number): number {
  const [upper, lower, factor] = [decimalOf(numerator), decimalOf(denominator), decimalOf(per)];
  const top = magnitude(upper.digits) * factor.digits * power(lower.places + decimals);
  const bottom = magnitude(lower.digits) * power(upper.places + factor.places);
  const rounded = shift(Number((2n * top + bottom) / (2n * bottom)), -decimals);
  if (rounded === 0) return 0;
  return numerator < 0 !== denominator < 0 ? -rounded : rounded;
}

function magnitude(digits: bigint): bigint {
  return digits < 0n ? -digits : digits;
}

function power(places: number): bigint {
  return 10n ** BigInt(places);
}

/** Moves the decimal mark on the written number, which is exact where multiplying is not. */
function shift(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
