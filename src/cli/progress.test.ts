import { describe, expect, it } from 'vitest';
import type { Operation } from '../sync/operations.ts';
import { progressOn } from './progress.ts';

const OPERATION: Operation = { kind: 'delete-unit', unitName: 'Quartiere' };

function written(isTTY: boolean, options = {}) {
  const text: string[] = [];
  let clock = 0;
  const output = { isTTY, write: (part: string) => text.push(part) };
  const events = progressOn(output, options, () => clock);
  return { text, events, wait: (ms: number) => (clock += ms) };
}

describe('progress', () => {
  it('writes no control characters where there is no terminal', () => {
    const { text, events } = written(false);

    events.stage('Lesen');
    events.operation(1, 1, OPERATION);

    expect(text).toEqual(['Lesen …\n', '1 von 1: Raumebene „Quartiere“ entfernen\n']);
  });

  it('reports an operation every ten seconds without a terminal, and the last one always', () => {
    const { text, events, wait } = written(false);

    for (let done = 1; done <= 30; done += 1) {
      wait(1000);
      events.operation(done, 30, OPERATION);
    }

    expect(text.map((line) => line.split(':')[0])).toEqual(['10 von 30', '20 von 30', '30 von 30']);
  });

  it('writes JSON lines for programs, also on a terminal', () => {
    const { text, events } = written(true, { progress: 'json' });

    events.begun?.('2026-0007');
    events.stage('Lesen');
    events.operation(1, 2, OPERATION);

    const ts = '1970-01-01T00:00:00.000Z';
    expect(text.map((line) => JSON.parse(line) as unknown)).toEqual([
      { ts, run: '2026-0007', step: 'Lesen' },
      { ts, run: '2026-0007', step: 'Lesen', done: 1, total: 2 },
    ]);
  });

  it('says nothing where nothing is wanted', () => {
    const { text, events } = written(true, { quiet: true });

    events.stage('Lesen');
    events.operation(1, 1, OPERATION);

    expect(text).toEqual([]);
  });
});
