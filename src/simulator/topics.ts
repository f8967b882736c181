/** The topic tree (contract 1.6). Topics have no owner and no permissions. */
import type { SentTopic } from './bodies.ts';
import { needed, notFound, nullPointer, plainException } from './failure.ts';
import { newId, type SimulatorState, type StoredTopic } from './state.ts';

export interface TopicOverview {
  topicId: string;
  topicName: string | null;
  topicDescription: string | null;
  topicType: string | null;
  topicResource: string | null;
  displayOrder: number;
  subTopics: TopicOverview[];
}

export function topicById(state: SimulatorState, id: string | undefined): StoredTopic {
  const topic = state.topics.find((candidate) => candidate.id === id);
  if (!topic) throw notFound(`topic ${id ?? ''}`);
  return topic;
}

export function createTopic(state: SimulatorState, sent: SentTopic): StoredTopic {
  const isTwin = (topic: StoredTopic) =>
    topic.name === sent.topicName && topic.type === sent.topicType && topic.resource === sent.topicResource;
  if (state.topics.some(isTwin)) throw plainException(`Ein Thema "${sent.topicName}" gibt es schon.`);
  if (state.topics.some((topic) => topic.type === 'main' && topic.resource === null))
    throw nullPointer('topicResource');
  return addTopic(state, sent, null);
}

/** Rebuilds the list of children from the body, by name: others are detached, not deleted. */
export function replaceTopic(state: SimulatorState, topic: StoredTopic, sent: SentTopic): void {
  topic.name = sent.topicName;
  topic.description = sent.topicDescription;
  topic.type = sent.topicType;
  topic.resource = sent.topicResource;
  const before = childrenOf(state, topic.id);
  for (const child of before) child.parentId = null;
  for (const [order, sentChild] of childrenSent(sent).entries()) {
    const child = before.find((candidate) => candidate.name === sentChild.topicName);
    if (!child) addTopic(state, sentChild, { id: topic.id, order });
    else {
      child.parentId = topic.id;
      child.displayOrder = order;
      replaceTopic(state, child, sentChild);
    }
  }
}

/** With its whole sub tree. */
export function deleteTopic(state: SimulatorState, topic: StoredTopic): void {
  for (const child of childrenOf(state, topic.id)) deleteTopic(state, child);
  state.topics = state.topics.filter((other) => other !== topic);
}

export function topicOverview(state: SimulatorState, topic: StoredTopic): TopicOverview {
  return {
    topicId: topic.id,
    topicName: topic.name,
    topicDescription: topic.description,
    topicType: topic.type,
    topicResource: topic.resource,
    displayOrder: topic.displayOrder,
    subTopics: childrenOf(state, topic.id).map((child) => topicOverview(state, child)),
  };
}

/** Main topics on the first level; `resource` null means both. */
export function topicTree(state: SimulatorState, resource: string | null): TopicOverview[] {
  return state.topics
    .filter((topic) => topic.type === 'main' && (resource === null || topic.resource === resource))
    .sort((a, b) => a.displayOrder - b.displayOrder)
    .map((topic) => topicOverview(state, topic));
}

/** The topic and everything below it. */
export function topicLine(state: SimulatorState, topic: StoredTopic): string[] {
  return [topic.id, ...childrenOf(state, topic.id).flatMap((child) => topicLine(state, child))];
}

function addTopic(
  state: SimulatorState,
  sent: SentTopic,
  place: { readonly id: string; readonly order: number } | null,
): StoredTopic {
  const topic: StoredTopic = {
    id: newId(state),
    name: sent.topicName,
    description: sent.topicDescription,
    type: sent.topicType,
    resource: sent.topicResource,
    displayOrder: place?.order ?? nextMainOrder(state, sent.topicResource),
    parentId: place?.id ?? null,
  };
  state.topics.push(topic);
  for (const [order, child] of childrenSent(sent).entries()) addTopic(state, child, { id: topic.id, order });
  return topic;
}

function childrenSent(sent: SentTopic): SentTopic[] {
  return (sent.subTopics ?? []).map((child) => needed(child, 'subTopic'));
}

function childrenOf(state: SimulatorState, parentId: string): StoredTopic[] {
  return state.topics
    .filter((topic) => topic.parentId === parentId)
    .sort((a, b) => a.displayOrder - b.displayOrder);
}

function nextMainOrder(state: SimulatorState, resource: string | null): number {
  const orders = state.topics
    .filter((topic) => topic.type === 'main' && topic.resource === resource)
    .map((topic) => topic.displayOrder);
  return Math.max(-1, ...orders) + 1;
}
