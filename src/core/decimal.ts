/**
 * Numbers as they are written in decimals: sums and quotients of amounts without the noise of binary fractions,
 * which would decide a half the wrong way (0.7 + 0.1 + 0.7 is 1.5, not 1.4999999999999998).
 */

/** `digits / 10 ** places`; `places` is not negative. */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/** The shortest decimal that reads as `value`, which is what the file said. `value` is finite. */
export function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(whole + fraction);
  const places = fraction.length - Number(exponent);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

/** The sum of finite numbers, exact in decimals. Never answers -0. */
export function decimalSum(values: readonly number[]): number {
  if (values.every((value) => Number.isSafeInteger(value)))
    return values.reduce((sum, value) => sum + value, 0);

  return numberOf(values.map(decimalOf));
}

/** The sum of factor times value, exact in decimals; 0 where there is nothing to add. Never answers -0. */
export function weightedSum(parts: readonly (readonly [factor: number, value: number])[]): number {
  const products = parts.map(([factor, value]): Decimal => {
    const [left, right] = [decimalOf(factor), decimalOf(value)];
    return { digits: left.digits * right.digits, places: left.places + right.places };
  });
  return numberOf(products);
}

/** The sum as a number. */
function numberOf(decimals: readonly Decimal[]): number {
  const places = decimals.reduce((most, decimal) => Math.max(most, decimal.places), 0);
  const digits = decimals.reduce(
    (sum, decimal) => sum + decimal.digits * 10n ** BigInt(places - decimal.places),
    0n,
  );
  return Number(`${digits}e-${places}`);
}

/** As few digits as tell a float32 from its neighbours: 0.1 and not 0.100000001. */
export function shortestFloat(value: number): number {
  const digits = [6, 7, 8].find((n) => Math.fround(Number(value.toPrecision(n))) === Math.fround(value));
  return Number(value.toPrecision(digits ?? 9));
}
