/** The command line's own words: help in German, and a wrong call that is told as such. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { requireBuilt } from '../support/cli-process.ts';
import { kmsync } from '../support/kmsync.ts';

const COMMANDS = [
  'doctor',
  'demo',
  'simulate',
  'inspect',
  'check',
  'intake',
  'plan',
  'show',
  'submit',
  'approve',
  'reject',
  'cancel',
  'apply',
  'sync',
  'runs',
  'resume',
  'reconcile',
  'rollback',
  'drift',
  'explain',
  'serve',
];
const ENGLISH =
  /Usage|Options|Commands|Arguments|options\]|command\]|default|choices|display|show help|error:/;

/** Processes on a busy machine take their time. */
vi.setConfig({ testTimeout: 120_000 });
beforeAll(requireBuilt);

describe('help', () => {
  it('names every command with what it does', async () => {
    const { code, stdout, stderr } = await kmsync(['--help']);

    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).not.toMatch(ENGLISH);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b.* {2,}\\S`, 'm'));
    expect(stdout).toContain('Rückgabewerte: 0 fertig');
  });

  it.for(COMMANDS)('of „%s“ is German', async (command) => {
    const { code, stdout, stderr } = await kmsync([command, '--help']);

    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(new RegExp(`^Aufruf: kmsync ${command}`));
    expect(stdout).toContain('Hilfe zeigen');
    expect(stdout).not.toMatch(ENGLISH);
  });
});

describe('a wrong call', () => {
  it.for<[string, string[], string]>([
    ['an unknown command', ['veröffentlichen'], 'Den Befehl „veröffentlichen“ gibt es nicht.'],
    ['an unknown option', ['sync', 'demo', '--schnell'], 'Die Option „--schnell“ gibt es nicht.'],
    ['a missing argument', ['sync'], 'Es fehlt die Angabe „auftrag“.'],
    ['too many arguments', ['sync', 'demo', 'noch-einer'], 'zu viele Angaben'],
    ['a day that does not exist', ['check', 'demo', '--date', '2020-12-45'], 'JJJJ-MM-TT'],
    ['an option without its value', ['check', 'demo', '--date'], 'fehlt der Wert'],
  ])('with %s ends with 64 and says what is wrong', async ([, args, words]) => {
    const { code, stdout, stderr } = await kmsync(args);

    expect(code).toBe(64);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Fehler: /);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(ENGLISH);
  });
});
