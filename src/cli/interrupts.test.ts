import { afterEach, describe, expect, it, vi } from 'vitest';
import { interrupts, type Interrupts } from './interrupts.ts';

type Name = 'SIGINT' | 'SIGTERM';

let running: Interrupts | undefined;
afterEach(() => {
  running?.stop();
  vi.restoreAllMocks();
});

/** Begins to listen and answers what the process would call on a signal, without sending one. */
function listen() {
  const known = { SIGINT: process.listeners('SIGINT'), SIGTERM: process.listeners('SIGTERM') };
  running = interrupts();
  const receive = (name: Name) => {
    for (const listener of process.listeners(name)) if (!known[name].includes(listener)) listener(name);
  };
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return { interrupted: running, receive };
}

describe('interrupts', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends the work in order, with exit code %s', (name, code) => {
    const { interrupted, receive } = listen();
    expect(interrupted.exitCode).toBeUndefined();

    receive(name);

    expect(interrupted.signal.aborted).toBe(true);
    expect(interrupted.exitCode).toBe(code);
  });

  it('leaves at once on the second signal, with the code of the first', () => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const { receive } = listen();

    receive('SIGTERM');
    expect(exit).not.toHaveBeenCalled();
    receive('SIGINT');

    expect(exit).toHaveBeenCalledWith(143);
  });

  it('listens no longer once it is stopped', () => {
    const before = process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');
    const { interrupted } = listen();

    interrupted.stop();

    expect(process.listenerCount('SIGINT') + process.listenerCount('SIGTERM')).toBe(before);
  });
});
