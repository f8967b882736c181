import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../../tests/support/source-files.ts';
import { LOG_EVENT_MEANINGS, LOG_EVENTS, LOG_FIELDS } from './log-events.ts';

const DOCUMENT = readFileSync(new URL('../../docs/log-events.md', import.meta.url), 'utf8');

describe('events of the log', () => {
  it('stand in docs/log-events.md with their meaning, in the same order', () => {
    const documented = [...DOCUMENT.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, name, text]) => [
      name,
      text,
    ]);

    expect(documented).toEqual(Object.entries(LOG_EVENT_MEANINGS));
  });

  it('have their facts in docs/log-events.md', () => {
    const line = DOCUMENT.split('\n').find((text) => text.startsWith('Facts: ')) ?? '';

    expect([...line.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(LOG_FIELDS);
  });

  it('are the only ones the program logs', () => {
    const known = new Set<string>(LOG_EVENTS);
    const logged = sourceFiles().flatMap((file) =>
      [
        ...readFileSync(file.path, 'utf8').matchAll(
          /\blog\??\.?(?:\.(?:debug|info|warn|error))?\(\s*'([^']+)'/g,
        ),
      ].map(([, event]) => `${file.path}: ${event}`),
    );

    expect(logged.length).toBeGreaterThan(3);
    expect(logged.filter((line) => !known.has(line.split(': ')[1] ?? ''))).toEqual([]);
  });
});
