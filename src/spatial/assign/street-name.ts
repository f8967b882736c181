/** Street names in the one form in which they are compared. Only spelling is evened out, never similarity. */

const SIGNS: Readonly<Record<string, string>> = { ß: 'ss', ä: 'ae', ö: 'oe', ü: 'ue' };

/**
 * Lower case; ß and umlauts written out, other accents dropped; `Str.`, `-str.`, `Str` at the end of a word as
 * `strasse`, `St.` as `sankt`; without blanks, hyphens, dots and apostrophes. Empty for a name without a letter
 * or digit.
 */
export function normaliseStreetName(name: string): string {
  return (
    name
      .normalize('NFC')
      .toLowerCase()
      .replaceAll(/[ßäöü]/gu, (sign) => SIGNS[sign] ?? sign)
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      // Before `str`, so that the abbreviated saint is not taken for an abbreviated street.
      .replaceAll(/(?<![\p{L}\p{N}])st(?:\.|(?=[\s-]))/gu, 'sankt')
      .replaceAll(/str(?![\p{L}\p{N}])/gu, 'strasse')
      .replaceAll(/[^\p{L}\p{N}]/gu, '')
  );
}

/** A written name without the padding and double blanks of files; what two deliveries must share to be the same. */
export function tidyName(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/[\s\u00A0\u2009\u202F]+/gu, ' ')
    .trim();
}
