/**
 * How the server prints a stored float32: the shortest decimal that reads back as the same float32, in
 * Java's spelling. The printed number is therefore not always the stored one (123456792 reads 1.2345679E8).
 */

/** A float32 in Java's spelling: `4120.0`, `12.5`, `1.2345679E8`. */
export function floatText(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (magnitude < 1e7 && Number.isInteger(value)) return `${value}.0`;
  const shortest = shortestDecimal(value);
  if (magnitude >= 1e-3 && magnitude < 1e7) return String(shortest);
  const [digits = '0', exponent = '0'] = shortest.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** The number a reader of the JSON gets. */
export function printedFloat(value: number): number {
  return Number.isInteger(value) && Math.abs(value) < 1e7 ? value : shortestDecimal(value);
}

/** Six digits survive any float32, nine tell any two apart. */
function shortestDecimal(value: number): number {
  for (let digits = 6; digits < 9; digits += 1) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return Number(value.toPrecision(9));
}
