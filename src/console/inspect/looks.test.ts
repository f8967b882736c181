import { describe, expect, it } from 'vitest';
import { LOOK_MINUTES, MOST_HELD_BYTES, openLooks } from './looks.ts';

function looks() {
  let clock = new Date('2026-02-03T13:00:00Z');
  const opened = openLooks(() => clock, AbortSignal.abort());
  return {
    ...opened,
    later: (minutes: number) => {
      clock = new Date(clock.getTime() + minutes * 60_000);
    },
  };
}

/** About as many bytes in memory. */
function file(bytes = 1_000) {
  const rows = new Map([[1, ['x'.repeat(bytes / 2)]]]);
  return { file: 'a.csv', sha256: 'a'.repeat(64), sheets: [{ name: undefined, rows }] };
}

describe('files that people look into', () => {
  it('are found by session and run, and say until when', () => {
    const all = looks();
    const look = all.put('s', '2026-0001', file());

    expect(look.until).toBe('2026-02-03T13:15:00.000Z');
    expect(all.of('s', '2026-0001')).toEqual(look);
    expect(all.of('s', '2026-0002')).toBeUndefined();
    expect(all.of('t', '2026-0001')).toBeUndefined();
  });

  it('are forgotten one by one as their time is over, and all of a session at once', () => {
    const all = looks();
    all.put('s', 'a', file());
    all.later(LOOK_MINUTES - 1);
    all.put('s', 'b', file());
    all.put('t', 'a', file());
    all.later(1);

    expect(all.of('s', 'a')).toBeUndefined();
    expect(all.of('s', 'b')).toBeDefined();
    all.forget('s');
    expect(all.of('s', 'b')).toBeUndefined();
    expect(all.of('t', 'a')).toBeDefined();
  });

  it('take no more memory than they may: the oldest goes first, the newest stays', () => {
    const all = looks();
    for (const of of ['a', 'b', 'c', 'd']) all.put('s', of, file(MOST_HELD_BYTES / 4));
    expect(all.of('s', 'a')).toBeUndefined();
    expect(all.of('s', 'b')).toBeDefined();

    all.put('s', 'b', file());
    all.put('s', 'e', file(MOST_HELD_BYTES * 2));

    expect(['a', 'b', 'c', 'd', 'e'].filter((of) => all.of('s', of))).toEqual(['e']);
  });
});
