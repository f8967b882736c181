/** From the names of a topic to its id. Topics are made by people in KomMonitor; this program makes none. */
import { SyncError } from '../errors.ts';
import type { TopicNode } from '../sync/target.ts';
import { nearest } from './nearest.ts';

/**
 * Id of the topic at the end of `path` (main topic first). Throws SyncError of kind configuration:
 * `target.topic-missing` with the nearest existing topics, `target.topic-ambiguous` where two have the name.
 */
export function resolveTopic(topics: readonly TopicNode[], path: readonly string[]): string {
  let siblings = topics;
  let found: TopicNode | undefined;
  for (const [depth, name] of path.entries()) {
    const matches = siblings.filter((topic) => topic.name.normalize() === name.normalize());
    if (matches.length > 1) throw ambiguous(path.slice(0, depth + 1));
    found = matches[0];
    if (!found) throw missing(topics, path, siblings);
    siblings = found.children;
  }
  if (!found) throw missing(topics, path, topics);
  return found.id;
}

function missing(
  all: readonly TopicNode[],
  path: readonly string[],
  siblings: readonly TopicNode[],
): SyncError {
  const wanted = path.join(' / ');
  const beside = nearest(
    path.at(-1) ?? '',
    siblings.map((topic) => topic.name),
  );
  const paths = nearest(wanted, allPaths(all, []));
  const known = [...new Set([...paths, ...beside])].slice(0, 5);
  return new SyncError({
    code: 'target.topic-missing',
    kind: 'configuration',
    message: `Das Thema „${wanted}“ gibt es in KomMonitor nicht.`,
    hint:
      known.length === 0
        ? 'Legen Sie das Thema in KomMonitor an; noch sind dort keine Themen für Indikatoren sichtbar.'
        : `Legen Sie das Thema in KomMonitor an oder berichtigen Sie den Namen. Ähnlich heißen: ${known.map((name) => `„${name}“`).join(', ')}.`,
  });
}

function ambiguous(path: readonly string[]): SyncError {
  return new SyncError({
    code: 'target.topic-ambiguous',
    kind: 'configuration',
    message: `Das Thema „${path.join(' / ')}“ gibt es in KomMonitor mehrfach.`,
    hint: 'Benennen Sie eines der gleichnamigen Themen in KomMonitor um.',
  });
}

function allPaths(topics: readonly TopicNode[], above: readonly string[]): string[] {
  return topics.flatMap((topic) => {
    const path = [...above, topic.name];
    return [path.join(' / '), ...allPaths(topic.children, path)];
  });
}
