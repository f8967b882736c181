import { describe, expect, it } from 'vitest';
import type { Role } from './person.ts';
import { organisationName, sees, sightOf } from './sight.ts';

const JOBS = [
  { id: 'soziales', organisation: 'Sozialamt' },
  { id: 'jugend', organisation: 'Jugendamt' },
  { id: 'einwohner', organisation: null },
];
const person = (groups: readonly string[], ...roles: Role[]) => ({ roles: new Set(roles), groups });

describe('the sight of a person', () => {
  it('holds the jobs of their organisations and those of nobody', () => {
    expect(sightOf(person(['Sozialamt'], 'sync-editor', 'sync-approver'), JOBS).jobs).toEqual(
      new Set(['soziales', 'einwohner']),
    );
    expect(sightOf(person([], 'sync-viewer'), JOBS).jobs).toEqual(new Set(['einwohner']));
  });

  it('is everything for whoever runs the program or watches over it', () => {
    for (const role of ['sync-operator', 'sync-auditor'] as const)
      expect(sightOf(person([], role, 'sync-editor'), JOBS).jobs).toBeUndefined();
  });

  it('hides runs of a job that is gone: whose it was is not known any more', () => {
    expect(sees(sightOf(person(['Sozialamt'], 'sync-editor'), JOBS), 'frueher')).toBe(false);
    expect(sees(sightOf(person([], 'sync-operator'), JOBS), 'frueher')).toBe(true);
  });

  it('hides nothing where no job belongs to an organisation', () => {
    const shared = [{ id: 'einwohner', organisation: null }];

    expect(sees(sightOf(person([], 'sync-viewer'), shared), 'frueher')).toBe(true);
  });

  it('calls a group as KomMonitor does, by the last part of its path', () => {
    expect(['/Kreis/Sozialamt', 'Sozialamt'].map(organisationName)).toEqual(['Sozialamt', 'Sozialamt']);
  });
});
