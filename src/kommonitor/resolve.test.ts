import { describe, expect, it } from 'vitest';
import type { OrganizationalUnit, TopicNode } from '../sync/target.ts';
import { resolveAccess } from './resolve-access.ts';
import { resolveTopic } from './resolve-topic.ts';

const TOPICS: readonly TopicNode[] = [
  { id: 't1', name: 'Demografie', children: [{ id: 't2', name: 'Alter', children: [] }] },
  { id: 't3', name: 'Bildung', children: [] },
  { id: 't4', name: 'Doppelt', children: [] },
  { id: 't5', name: 'Doppelt', children: [] },
];

const UNITS: readonly OrganizationalUnit[] = [
  {
    id: 'o1',
    name: 'Statistikstelle',
    permissions: [
      { id: 'p0', level: 'viewer', type: 'themes' },
      { id: 'p1', level: 'viewer', type: 'resources' },
      { id: 'p2', level: 'editor', type: 'resources' },
    ],
  },
  { id: 'o2', name: 'Berechtigtenkreis', permissions: [{ id: 'p3', level: 'viewer', type: 'resources' }] },
  { id: 'o3', name: 'Alt', permissions: [] },
];

describe('resolveTopic', () => {
  it('finds a topic by the names from the main topic down', () => {
    expect(resolveTopic(TOPICS, ['Demografie', 'Alter'])).toBe('t2');
    expect(resolveTopic(TOPICS, ['Bildung'])).toBe('t3');
  });

  it('finds a name whose umlauts are composed otherwise', () => {
    const topics = [{ id: 't', name: 'Übersicht', children: [] }];

    expect(resolveTopic(topics, ['Übersicht'.normalize('NFD')])).toBe('t');
  });

  it('names the nearest topics where one is missing', () => {
    const missing = () => resolveTopic(TOPICS, ['Demografie', 'Altr']);

    expect(missing).toThrow(expect.objectContaining({ code: 'target.topic-missing', kind: 'configuration' }));
    expect(missing).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('„Demografie / Alter“') }),
    );
  });

  it('does not choose between two of the same name', () => {
    expect(() => resolveTopic(TOPICS, ['Doppelt'])).toThrow(
      expect.objectContaining({ code: 'target.topic-ambiguous' }),
    );
  });

  it.each([[[]], [['Neues']]])('says so where there is nothing to be near to: %j', (path) => {
    expect(() => resolveTopic([], path)).toThrow(expect.objectContaining({ code: 'target.topic-missing' }));
  });
});

describe('resolveAccess', () => {
  it('finds the owner and the viewer permissions for resources', () => {
    const access = resolveAccess(UNITS, {
      owner: 'Statistikstelle',
      viewers: ['Statistikstelle', 'Berechtigtenkreis', 'Statistikstelle'],
      public: false,
    });

    expect(access).toEqual({ ownerId: 'o1', permissions: ['p1', 'p3'], isPublic: false });
  });

  it.each([
    ['target.owner-missing', { owner: 'Statistik', viewers: [] }],
    ['target.viewer-missing', { owner: 'Statistikstelle', viewers: ['Niemand'] }],
    ['target.viewer-permission-missing', { owner: 'Statistikstelle', viewers: ['Alt'] }],
  ])('fails with %s', (code, named) => {
    expect(() => resolveAccess(UNITS, { ...named, public: true })).toThrow(
      expect.objectContaining({ code, kind: 'configuration' }),
    );
  });

  it('names what is visible where the owner is not', () => {
    expect(() => resolveAccess(UNITS, { owner: 'Statistik', viewers: [], public: true })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('„Statistikstelle“') }),
    );
  });
});
