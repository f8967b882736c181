import { describe, expect, it } from 'vitest';
import { importsOf, readSource } from './source-text.ts';

describe('importsOf', () => {
  it('finds imports in every form', () => {
    const source = [
      "import './side-effect.ts';",
      "import fs from 'node:fs';",
      "import * as z from 'zod';",
      "import type { A } from './a.ts';",
      "import { type B, type C } from './b.ts';",
      'import {',
      '  d, // the first',
      '  type E,',
      '  f as g,',
      "} from './d.ts';",
      "import h, { i } from './h.ts';",
      "export { j } from './j.ts';",
      "export type { K } from './k.ts';",
      "export * from './l.ts';",
      "export * as m from './m.ts';",
      "const n = await import('./n.ts');",
      'const o = await import(`./o.ts`);',
      'const p = await import(name);',
    ].join('\n');

    const found = importsOf(source).map(
      ({ specifier, kind, names }) => `${kind} ${specifier} ${names.join()}`,
    );

    expect(found.sort()).toEqual(
      [
        'value ./side-effect.ts ',
        'value node:fs default',
        'value zod *',
        'type ./a.ts A',
        'type ./b.ts B,C',
        'value ./d.ts d,E,f',
        'value ./h.ts default,i',
        'value ./j.ts j',
        'type ./k.ts K',
        'value ./l.ts *',
        'value ./m.ts *',
        'dynamic ./n.ts *',
        'dynamic ./o.ts *',
        'dynamic ? *',
      ].sort(),
    );
  });

  it('finds none in comments, strings and templates', () => {
    const source = [
      '/**',
      " * import { a } from './a.ts';",
      ' */',
      "// import('./b.ts')",
      'const text = "import(\'./c.ts\')";',
      'const code = `',
      "import { d } from './d.ts';",
      '`;',
    ].join('\n');

    expect(importsOf(source)).toEqual([]);
  });
});

describe('readSource', () => {
  it.each([
    ['a comment', 'a(); // Date.now()', /Date/],
    ['a string with a comment in it', "const accept = 'application/json, */*'; b(); /* Date */", /Date/],
    ['a regular expression with quotes', 'const quoted = /[\'"/]/.test(x); // Date', /Date|'/],
    ['a template', 'const t = `Date ${a(`Date`)} Date`;', /Date/],
  ])('blanks %s', (_what, source, gone) => {
    const { bare } = readSource(source);

    expect(bare).not.toMatch(gone);
    expect(bare).toHaveLength(source.length);
  });

  it('keeps the code around it, also inside templates and after divisions', () => {
    const source = "const t = `${ { a: now() }.a } ${b / 2}`; const c = d / e / f; const g = 'x' + h();";

    const { bare } = readSource(source);

    for (const kept of ['now()', 'b / 2', 'd / e / f', 'h()']) expect(bare).toContain(kept);
  });
});
