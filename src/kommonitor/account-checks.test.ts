import { describe, expect, it } from 'vitest';
import { readAccountClaims, type AccountClaims } from './access-token.ts';
import { checkGroups, checkRights, checkTokenLife, checkTokenSize } from './account-checks.ts';

const UNITS = [
  { id: 'o1', name: 'Musterkreis', parentId: null, permissions: [] },
  { id: 'o2', name: 'Statistikstelle', parentId: 'o1', permissions: [] },
];

function claims(change: Partial<AccountClaims> = {}): AccountClaims {
  return {
    issuer: null,
    expiresAt: 300,
    roles: [],
    groups: ['/Musterkreis/Statistikstelle'],
    size: 900,
    ...change,
  };
}

describe('readAccountClaims', () => {
  it('reads roles, groups and end from the payload', () => {
    const payload = Buffer.from(
      JSON.stringify({
        exp: 1,
        iss: 'x',
        realm_access: { roles: ['ä.unit-resources-creator'] },
        groups: ['/ä'],
      }),
    ).toString('base64url');

    expect(readAccountClaims(`e30.${payload}.sig`)).toMatchObject({
      expiresAt: 1,
      roles: ['ä.unit-resources-creator'],
      groups: ['/ä'],
    });
  });

  it.each(['opaque', 'a.b.c', 'e30.W10.x'])('answers nothing for %s', (token) => {
    expect(readAccountClaims(token)).toBeUndefined();
  });
});

describe('checkRights', () => {
  it.each([
    ['the owner’s own role', ['Statistikstelle.unit-resources-creator'], ['/Anderes']],
    ['the owner’s wide role', ['Statistikstelle.client-resources-creator'], ['/Anderes']],
    ['an ancestor’s wide role', ['Musterkreis.client-resources-creator'], ['/Anderes']],
    ['membership and any role', ['Anderes.unit-resources-creator'], ['/Musterkreis/Statistikstelle']],
  ])('is satisfied by %s', (_name, roles, groups) => {
    expect(checkRights(claims({ roles, groups }), UNITS, 'Statistikstelle').state).toBe('ok');
  });

  it.each([
    ['membership alone', ['offline_access'], ['/Musterkreis/Statistikstelle']],
    ['an ancestor’s narrow role', ['Musterkreis.unit-resources-creator'], ['/Anderes']],
    ['the role of another unit', ['Anderes.unit-resources-creator'], ['/Anderes']],
    ['membership of a parent only', ['Anderes.unit-resources-creator'], ['/Statistikstelle/Team']],
  ])('is not satisfied by %s', (_name, roles, groups) => {
    const check = checkRights(claims({ roles, groups }), UNITS, 'Statistikstelle');

    expect(check.state).toBe('fail');
    expect(check.hint).toContain('Statistikstelle');
  });

  it('warns of an administrator', () => {
    expect(checkRights(claims({ roles: ['kommonitor-creator'] }), UNITS, undefined).state).toBe('warn');
  });

  it('ends although parents go in a circle', () => {
    const circle = [
      { id: 'a', name: 'A', parentId: 'b', permissions: [] },
      { id: 'b', name: 'B', parentId: 'a', permissions: [] },
    ];

    expect(
      checkRights(claims({ roles: ['C.unit-resources-creator'], groups: ['/C'] }), circle, 'A').state,
    ).toBe('fail');
  });
});

describe('checkGroups', () => {
  it.each([
    ['ok', claims()],
    ['ok', claims({ groups: [], roles: ['kommonitor-creator'] })],
    ['fail', claims({ groups: null })],
    ['fail', claims({ groups: [] })],
    ['fail', claims({ groups: ['Statistikstelle'] })],
  ])('answers %s for %j', (state, account) => {
    expect(checkGroups(account).state).toBe(state);
  });
});

describe('the token', () => {
  it.each([
    [300, 'ok'],
    [30, 'warn'],
    [null, 'warn'],
  ])('with an end in %s s is %s', (expiresAt, state) => {
    expect(checkTokenLife(claims({ expiresAt }), 0).state).toBe(state);
  });

  it('is only worth a word where it is too long for a header', () => {
    expect(checkTokenSize(claims())).toEqual([]);
    expect(checkTokenSize(claims({ size: 9000 }))[0]?.state).toBe('warn');
  });
});
