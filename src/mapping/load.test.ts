import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SyncError } from '../errors.ts';
import { codeListFile } from './code-list.ts';
import { checkSection, loadYaml } from './load.ts';
import { id } from './words.ts';

const person = z.strictObject({
  name: z.string(),
  tags: z.array(id).default([]),
  address: z.exactOptional(z.strictObject({ street: z.string() })),
});

function problems(text: string, schema: z.ZodType = person): string[] {
  const loaded = loadYaml(text, 'datei.yaml', schema);
  return loaded.ok ? [] : loaded.problems.map((p) => `${p.line}:${p.column} ${p.message}`);
}

describe('loadYaml', () => {
  it('gives the value and finds the place of each of its parts', () => {
    const loaded = loadYaml('name: Haan\naddress:\n  street: Kaiserstraße\n', 'datei.yaml', person);

    expect(loaded.ok && loaded.value).toEqual({
      name: 'Haan',
      tags: [],
      address: { street: 'Kaiserstraße' },
    });
    expect(loaded.ok && loaded.origin.positionOf(['address', 'street'])).toEqual({ line: 3, column: 3 });
    expect(loaded.ok && loaded.origin.positionOf(['address', 'town'])).toEqual({ line: 2, column: 1 });
  });

  it('points at an unknown key and at the wrong value of a list, both in one go', () => {
    const found = problems('name: Haan\nnmae: Hilden\ntags: [gut, Nicht Gut]\n');

    expect(found).toEqual([
      '3:13 tags.1: Eine Kennung besteht aus Kleinbuchstaben a-z, Ziffern und einzelnen Bindestrichen.',
      '2:1 Unbekannter Schlüssel „nmae“.',
    ]);
  });

  it('points at the parent where a member is missing', () => {
    expect(problems('name: Haan\naddress:\n  {}\n')).toEqual(['2:1 Es fehlt „address.street“.']);
  });

  it('refuses a number where text is meant and shows it as it was written', () => {
    expect(problems('name: 012\n')[0]).toMatch(/^1:1 „012“ .*Bitte in Anführungszeichen setzen: '012'\.$/);
  });

  it('refuses a key that YAML reads as a number, because its leading zero is lost', () => {
    const found = problems(
      "id: a\ntitle: A\ncodes:\n  012: { label: x }\n  '013': { label: y }\n",
      codeListFile,
    );

    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^4:3 Der Schlüssel 012 .*'012'\.$/);
  });

  it('flags a key that stands twice and goes on checking', () => {
    const found = problems('name: Haan\nname: Hilden\nx: 1\n');

    expect(found).toEqual([
      '2:1 Dieser Schlüssel steht hier zum zweiten Mal.',
      '3:1 Unbekannter Schlüssel „x“.',
    ]);
  });

  it('refuses a list as a key', () => {
    expect(problems('name: Haan\n? [a, b]\n: 1\n')).toEqual([
      '2:3 Ein Schlüssel ist ein einfacher Text, keine Liste.',
    ]);
  });

  it('explains an unquoted star', () => {
    expect(problems('name: *\n')[0]).toMatch(/^1:7 /);
  });

  it.each([
    ['', 'Die Datei ist leer.'],
    ['# nur ein Kommentar\n', 'Die Datei ist leer.'],
  ])('says that a file without content is empty', (text, message) => {
    expect(problems(text)).toEqual([`1:1 ${message}`]);
  });

  it('never throws and never gives a value without the schema', () => {
    for (const text of [
      '[',
      '{a: [}',
      '? [a, b]\n: 1',
      '- 1',
      '"',
      '--- a\n--- b',
      '!!js/function x',
      '&a [*a]',
    ])
      expect(loadYaml(text, 'datei.yaml', person).ok).toBe(false);
  });
});

describe('checkSection', () => {
  it('names the place in the file for a section that a connector owns', () => {
    const loaded = loadYaml(
      'config:\n  files: x.csv\n  fiels: y.csv\n',
      'jobs/a.yaml',
      z.strictObject({ config: z.record(z.string(), z.unknown()) }),
    );
    if (!loaded.ok) throw new Error('should load');
    const check = () =>
      checkSection(loaded.value.config, z.strictObject({ files: z.string() }), {
        origin: loaded.origin,
        path: ['config'],
      });

    expect(check).toThrow(SyncError);
    expect(check).toThrow('jobs/a.yaml:3:3 Unbekannter Schlüssel „fiels“.');
  });
});
