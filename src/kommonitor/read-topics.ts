/** The tree of topics for indicators. */
import { z } from 'zod';
import type { TopicNode } from '../sync/target.ts';

interface StoredTopic {
  topicId: string;
  topicName: string;
  subTopics?: StoredTopic[] | null | undefined;
}

const topicShape: z.ZodType<StoredTopic> = z.object({
  topicId: z.string(),
  topicName: z.string(),
  get subTopics() {
    return z.array(topicShape).nullish();
  },
});

export const topicsShape = z.array(topicShape).transform((topics) => topics.map(topicNode));

function topicNode(topic: StoredTopic): TopicNode {
  return { id: topic.topicId, name: topic.topicName, children: (topic.subTopics ?? []).map(topicNode) };
}
