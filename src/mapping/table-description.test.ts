import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadYaml } from './load.ts';
import { tableFile } from './table-description.ts';

const HEAD =
  "title: T\nfile: t.csv\ndelimiter: ';'\nkind: count\ndimensions: [{ column: ort, total: alle }]\nvalue: anzahl\n";

function problems(text: string): string[] {
  const loaded = loadYaml(text, 't.yaml', tableFile);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('the description of a table', () => {
  it('is accepted with a threshold alone, and fills in what is usual', () => {
    const loaded = loadYaml(`${HEAD}threshold: 3\n`, 't.yaml', tableFile);

    expect(loaded).toMatchObject({
      ok: true,
      value: { encoding: 'utf-8', decimal: 'comma', header: true, zeros: 'open', rounding: 1 },
    });
  });

  it.each([
    ['', 'Genau eines von „threshold“ und „protection“'],
    ['threshold: 3\nprotection: { percent: 10 }\n', 'Genau eines von „threshold“ und „protection“'],
    ['protection: { percent: 10 }\n', 'Ohne „status“ muss „threshold“ sagen, was geheim ist'],
    ['threshold: 2\n', '7:1 threshold'],
    [
      'threshold: 3\nheader: false\n',
      '6:1 value: Ohne Überschriften wird eine Spalte mit ihrer Stelle genannt.',
    ],
    ['threshold: 3\nstatus: { column: s, open: [o], primary: [o] }\n', '8:1 status: „o“ steht mehrmals da.'],
    ['threshold: 3\nspalte: 1\n', '8:1 Unbekannter Schlüssel „spalte“.'],
  ])('%j is refused with line and column', (rest, message) => {
    expect(problems(HEAD + rest).join('\n')).toContain(message);
  });

  it('names files of its own folder only', () => {
    expect(problems(`${HEAD.replace('t.csv', '../t.csv')}threshold: 3\n`).join('\n')).toContain(
      '2:1 file: Nur der Name',
    );
  });

  it('stands in the operator handbook as it has to be written', () => {
    const handbook = readFileSync(new URL('../../docs/operator-handbook.md', import.meta.url), 'utf8');
    const [, example = ''] =
      /```yaml\n(# yaml-language-server: \S+table\.schema\.json\n[\s\S]*?)```/.exec(handbook) ?? [];

    expect(problems(example)).toEqual([]);
  });
});
