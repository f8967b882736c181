import { describe, expect, it } from 'vitest';
import { normaliseStreetName, tidyName } from './street-name.ts';

describe('normaliseStreetName', () => {
  it.each([
    ['Müllerstraße', 'Muellerstr.'],
    ['Müllerstraße', 'MÜLLERSTRASSE'],
    ['Mu\u0308llerstraße', 'Müllerstraße'],
    ['Adam-Güthlein-Str.', 'Adam Güthlein Straße'],
    ['Rottendorfer Str', 'Rottendorfer Straße'],
    ['St.-Anna-Weg', 'Sankt Anna-Weg'],
    ['St.Anna Weg', 'Sankt  Anna Weg'],
    ['Schloßallee', 'Schlossallee'],
    ['Rue-André-Weg', 'Rue André Weg'],
    ['An d’r Kirche', "An d'r Kirche"],
    ['Str. des 17. Juni', 'Straße des 17. Juni'],
  ])('holds "%s" and "%s" for the same name', (one, other) => {
    expect(normaliseStreetName(one)).toBe(normaliseStreetName(other));
  });

  it.each([
    ['Gartenstraße', 'Gartenweg'],
    ['Am Stein', 'Am Steig'],
    ['Ostring', 'Ostringe'],
    ['Kochstraße', 'Kohstraße'],
    ['Stanweg', 'St. Anweg'],
    ['Strandweg', 'Straßeandweg'],
    ['Musterweg 1', 'Musterweg 2'],
  ])('tells "%s" from "%s"', (one, other) => {
    expect(normaliseStreetName(one)).not.toBe(normaliseStreetName(other));
  });

  it('is empty for a name without a letter', () => {
    expect(normaliseStreetName(' - ')).toBe('');
  });
});

describe('tidyName', () => {
  it('drops padding and double blanks but no spelling', () => {
    expect(tidyName(' Am\u00A0  Bühl. ')).toBe('Am Bühl.');
  });
});
