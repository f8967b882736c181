import { describe, expect, it } from 'vitest';
import { levelsOn, mayAccess, mayChange, type Caller } from './access.ts';
import { defaultSeed, seededState } from './seed.ts';
import type { Guarded, SimulatorState } from './state.ts';

const state: SimulatorState = seededState(defaultSeed(), new Date('2026-01-01T00:00:00Z'));
const [county, team, circle] = state.organizationalUnits;
const rowOf = (level: string) =>
  circle?.permissions.find((row) => row.level === level && row.type === 'resources')?.id ?? '';

function entity(parts: Partial<Guarded> = {}): Guarded {
  return { ownerId: team?.id ?? '', permissions: [], isPublic: false, ...parts };
}

function caller(groups: string[], roles: string[] = []): Caller {
  return { subject: 's', groups, roles: new Set(roles) };
}

describe('levels on an entity', () => {
  it('gives a member of the owning unit everything', () => {
    expect(levelsOn(state, caller(['Statistikstelle']), entity())).toEqual(['creator', 'editor', 'viewer']);
  });

  it('gives the holder of a unit role of the owner everything, but not without any group', () => {
    const role = ['Statistikstelle.unit-resources-creator'];

    expect(levelsOn(state, caller(['Berechtigtenkreis'], role), entity())).toHaveLength(3);
    expect(levelsOn(state, caller([], role), entity())).toEqual([]);
  });

  it('lets a client role reach descendants and a unit role only its own unit', () => {
    const client = caller(['Musterkreis'], ['Musterkreis.client-resources-creator']);
    const unit = caller(['Musterkreis'], ['Musterkreis.unit-resources-creator']);

    expect(levelsOn(state, client, entity())).toHaveLength(3);
    expect(levelsOn(state, unit, entity())).toEqual([]);
  });

  it('gives members of the parent unit nothing by membership', () => {
    expect(county?.name).toBe('Musterkreis');
    expect(levelsOn(state, caller(['Musterkreis']), entity())).toEqual([]);
  });

  it('gives a permission row its level and those below', () => {
    const member = caller(['Berechtigtenkreis']);

    expect(levelsOn(state, member, entity({ permissions: [rowOf('viewer')] }))).toEqual(['viewer']);
    expect(levelsOn(state, member, entity({ permissions: [rowOf('editor')] }))).toEqual(['editor', 'viewer']);
  });

  it('shows public entities to everybody', () => {
    expect(levelsOn(state, null, entity({ isPublic: true }))).toEqual(['viewer']);
    expect(levelsOn(state, null, entity())).toEqual([]);
  });

  it('gives the global administrator everything', () => {
    expect(levelsOn(state, caller([], ['kommonitor-creator']), entity())).toHaveLength(3);
  });
});

describe('access decisions', () => {
  it('denies what does not exist, even to the global administrator', () => {
    expect(mayAccess(state, caller([], ['kommonitor-creator']), undefined, 'viewer')).toBe(false);
  });

  it('demands any creator role for changes, membership or an editor permission alone is not enough', () => {
    const role = 'Irgendwo.client-resources-creator';

    expect(mayChange(state, caller(['Statistikstelle']), entity(), 'editor')).toBe(false);
    expect(mayChange(state, caller(['Statistikstelle'], [role]), entity(), 'editor')).toBe(true);
    const permitted = entity({ permissions: [rowOf('editor')] });
    expect(mayChange(state, caller(['Berechtigtenkreis'], [role]), permitted, 'editor')).toBe(true);
    expect(mayChange(state, caller(['Berechtigtenkreis'], [role]), permitted, 'creator')).toBe(false);
  });
});
