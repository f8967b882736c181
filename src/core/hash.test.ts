import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, contentHash, sha256 } from './hash.ts';

describe('a content address', () => {
  it('is sha256 in lower-case hex', () => {
    const known = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

    expect(sha256('abc')).toBe(known);
    expect(sha256(new TextEncoder().encode('abc'))).toBe(known);
  });

  it('does not depend on the order of members, at any depth', () => {
    expect(contentHash({ a: 1, b: { c: [1, { d: 2, e: 3 }] } })).toBe(
      contentHash({ b: { c: [1, { e: 3, d: 2 }] }, a: 1 }),
    );
  });

  it('depends on the order of lists, on null and on the kind of a value', () => {
    const different = [[1, 2], [2, 1], [12], ['1', 2], [null], [0], [''], [], {}, [[]]];

    expect(new Set(different.map(contentHash)).size).toBe(different.length);
  });

  it('leaves out members that are undefined', () => {
    expect(canonicalJson({ b: undefined, a: null })).toBe('{"a":null}');
  });

  it('sorts members by code unit, so that umlauts and digits have one place', () => {
    expect(canonicalJson({ ä: 1, z: 1, Z: 1 })).toBe('{"Z":1,"z":1,"ä":1}');
    expect(canonicalJson({ b: 1, 10: 1, '01': 1, 9: 1 })).toBe('{"9":1,"10":1,"01":1,"b":1}');
  });

  it('is what the language itself writes of the same members in this order', () => {
    const sorted = (value: unknown) =>
      JSON.stringify(value, (_key, member: unknown) =>
        member === null || typeof member !== 'object' || Array.isArray(member)
          ? member
          : Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
      );
    const key = fc.oneof(fc.string(), fc.nat().map(String), fc.stringMatching(/^[0-9]{1,11}$/));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(undefined, null, new Date(0), -0, Number.NaN),
        fc.jsonValue(),
        fc.array(tie('tree')),
        fc.dictionary(key, tie('tree')),
      ),
    }));

    fc.assert(fc.property(tree, (value) => canonicalJson(value) === sorted(value)));
  });

  it('reads back as the same content', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);

        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
