/** What a fresh simulator knows before the first call: organizational units, topics, clients. */
import { createOrganizationalUnit, organizationalUnitById } from './organizational-units.ts';
import { emptyState, type SimulatorState } from './state.ts';
import { createTopic } from './topics.ts';
import type { SentTopic } from './bodies.ts';

export interface TopicSeed {
  readonly name: string;
  readonly children?: readonly TopicSeed[];
}

/** A confidential client of the realm with its service account. */
export interface ClientSeed {
  readonly id: string;
  readonly secret: string;
  /** Full paths: `/Mandant/Team`. */
  readonly groups: readonly string[];
  /** Realm roles: `Team.unit-resources-creator`. */
  readonly roles: readonly string[];
}

export interface SimulatorSeed {
  /** Parents before their children; `parent` is a name. */
  readonly organizationalUnits: readonly {
    readonly name: string;
    readonly mandant: boolean;
    readonly parent?: string;
  }[];
  /** Topics for indicators. */
  readonly topics: readonly TopicSeed[];
  readonly clients: readonly ClientSeed[];
}

const TOPICS = [
  'Demografie',
  'Wohnraumangebote',
  'Materielle und soziale Sicherheit',
  'Infrastruktur für die Pflege',
  'Betreuungssituation',
  'Bildung',
  'Mobilität',
  'Gesundheit',
  'Struktur im ländlichen Bereich',
];

/** Secret of the client `kommonitor-sync`; worth nothing, because the simulator holds nothing. */
export const SIMULATOR_SECRET = 'simulator-secret';

export function defaultSeed(): SimulatorSeed {
  return {
    organizationalUnits: [
      { name: 'Musterkreis', mandant: true },
      { name: 'Statistikstelle', mandant: false, parent: 'Musterkreis' },
      { name: 'Berechtigtenkreis', mandant: false, parent: 'Musterkreis' },
    ],
    topics: TOPICS.map((name) => ({ name })),
    clients: [
      {
        id: 'kommonitor-sync',
        secret: SIMULATOR_SECRET,
        groups: ['/Musterkreis/Statistikstelle'],
        roles: ['Statistikstelle.unit-resources-creator'],
      },
      { id: 'admin-cli', secret: 'simulator-admin', groups: [], roles: ['kommonitor-creator'] },
    ],
  };
}

export function seededState(seed: SimulatorSeed, now: Date): SimulatorState {
  const state = emptyState(now);
  const ids = new Map<string, string>();
  for (const { name, mandant, parent } of seed.organizationalUnits) {
    const parentId = parent === undefined ? null : organizationalUnitById(state, ids.get(parent)).id;
    const sent = { name, mandant, contact: 'simulator@example.org', description: null, parentId };
    ids.set(name, createOrganizationalUnit(state, sent).id);
  }
  for (const topic of seed.topics) createTopic(state, sentTopic(topic, 'main'));
  return state;
}

function sentTopic(topic: TopicSeed, type: 'main' | 'sub'): SentTopic {
  return {
    topicId: null,
    topicName: topic.name,
    topicDescription: null,
    topicType: type,
    topicResource: 'indicator',
    subTopics: (topic.children ?? []).map((child) => sentTopic(child, 'sub')),
  };
}
