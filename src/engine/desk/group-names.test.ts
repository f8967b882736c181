import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { OrganizationalUnit } from '../../sync/target.ts';
import type { TargetSession } from '../ports.ts';
import { groupNames } from './group-names.ts';

const UNITS: readonly OrganizationalUnit[] = [
  {
    id: 'o-1',
    name: 'Sozialamt',
    permissions: [
      { id: 'p-1', level: 'viewer', type: 'resources' },
      { id: 'p-2', level: 'editor', type: 'resources' },
    ],
  },
];

/** `answer`: of KomMonitor, asked each time. */
function names(answer: () => Promise<readonly OrganizationalUnit[]>, patience = 60_000) {
  let clock = 0;
  let asked = 0;
  const target = {
    organizationalUnits() {
      asked += 1;
      return answer();
    },
  };
  const desk = groupNames({
    session: () => Promise.resolve({ target } as unknown as TargetSession),
    monotonic: () => clock,
    sleep: (_milliseconds, signal) => delay(patience, undefined, { signal }),
    signal: new AbortController().signal,
  });
  return {
    ...desk,
    asked: () => asked,
    later(minutes: number) {
      clock += minutes * 60_000;
    },
  };
}

describe('names of groups', () => {
  it('are those of KomMonitor, by each of their rights, and are asked for once in ten minutes', async () => {
    const desk = names(() => Promise.resolve(UNITS));

    expect([...((await desk.groupNames()) ?? [])]).toEqual([
      ['p-1', 'Sozialamt'],
      ['p-2', 'Sozialamt'],
    ]);
    desk.later(9);
    await desk.groupNames();
    expect(desk.asked()).toBe(1);
    desk.later(1);
    await desk.groupNames();
    expect(desk.asked()).toBe(2);
  });

  it('are unknown for a minute where KomMonitor does not answer', async () => {
    let isDown = true;
    const desk = names(() => (isDown ? Promise.reject(new Error('down')) : Promise.resolve(UNITS)));

    expect(await desk.groupNames()).toBeUndefined();
    isDown = false;
    expect(await desk.groupNames()).toBeUndefined();
    expect(desk.asked()).toBe(1);
    desk.later(1);
    expect((await desk.groupNames())?.get('p-1')).toBe('Sozialamt');
  });

  it('do not hold a page up, and are there for the next one', async () => {
    let answer: (units: readonly OrganizationalUnit[]) => void = () => undefined;
    const late = new Promise<readonly OrganizationalUnit[]>((resolve) => (answer = resolve));
    const desk = names(() => late, 0);

    expect(await desk.groupNames()).toBeUndefined();
    answer(UNITS);
    await late;
    expect((await desk.groupNames())?.get('p-2')).toBe('Sozialamt');
    expect(desk.asked()).toBe(1);
  });
});
