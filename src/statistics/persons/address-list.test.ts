import { describe, expect, it } from 'vitest';
import { addressList } from './address-list.ts';
import type { PersonAddress } from './person-row.ts';

const address = (change: Partial<PersonAddress> = {}): PersonAddress => ({
  gemeinde: '05998001',
  streetKey: '00007',
  streetName: 'Müllerstraße',
  number: '12',
  suffix: 'a',
  ...change,
});

describe('a list of addresses', () => {
  it('finds an address by key, whatever zeros, blanks and case', () => {
    const isListed = addressList([address({ streetName: '' })]);

    expect(isListed(address({ number: '0012', suffix: ' A' }))).toBe(true);
    expect(isListed(address({ streetName: 'anders geschrieben' }))).toBe(true);
    expect(isListed(address({ suffix: '' }))).toBe(false);
    expect(isListed(address({ gemeinde: '05998002' }))).toBe(false);
    expect(isListed(address({ streetKey: '00014' }))).toBe(false);
  });

  it('finds an address by name where one side has no key', () => {
    const withKey = addressList([address()]);
    const withoutKey = addressList([address({ streetKey: '', streetName: 'Muellerstr.' })]);

    expect(withKey(address({ streetKey: '', streetName: 'MÜLLER STRASSE' }))).toBe(true);
    expect(withoutKey(address())).toBe(true);
    expect(withKey(address({ streetKey: '', streetName: 'Müllerweg' }))).toBe(false);
    expect(withKey(address({ streetKey: '', streetName: '' }))).toBe(false);
  });

  it('takes an entry without number for the whole street', () => {
    const isListed = addressList([address({ number: '', suffix: '' })]);

    expect(isListed(address({ number: '99', suffix: '' }))).toBe(true);
  });
});
