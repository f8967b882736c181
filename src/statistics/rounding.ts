/**
 * Commercial rounding (half away from zero) on the decimal digits, not on the binary value: 1.005 becomes
 * 1.01. Applied once, at publication.
 */

/** `value` rounded to `decimals` places after the mark, 0 to 9. Never answers -0. */
export function roundTo(value: number, decimals: number): number {
  const scaled = shift(Math.abs(value), decimals);
  const rounded = shift(Math.round(scaled), -decimals);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

/**
 * `per * numerator / denominator`, rounded. Exact in integers where both counts are whole, so that a value
 * that lies on the half is never rounded by a binary error. `denominator` is not 0.
 */
export function roundedRate(numerator: number, denominator: number, per: number, decimals: number): number {
  if (![numerator, denominator, per].every((n) => Number.isSafeInteger(n)))
    return roundTo((per * numerator) / denominator, decimals);

  const sign = numerator < 0 !== denominator < 0 ? -1 : 1;
  const top = BigInt(Math.abs(numerator)) * BigInt(per) * 10n ** BigInt(decimals);
  const bottom = BigInt(Math.abs(denominator));
  const rounded = (2n * top + bottom) / (2n * bottom);
  const magnitude = shift(Number(rounded), -decimals);
  return magnitude === 0 ? 0 : sign * magnitude;
}

/** Moves the decimal mark on the written number, which is exact where multiplying is not. */
function shift(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
