import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogue } from './catalogue.ts';

/** A YAML block whose first line is a comment with the file's path. */
const EXAMPLE = /```yaml\n# (\S+\.yaml)\n([\s\S]*?)```/g;

describe('the handbook of the mapping languages', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handbook-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('holds examples that load together', async () => {
    const text = await readFile(new URL('../../docs/mapping-language.md', import.meta.url), 'utf8');
    for (const [, path = '', content = ''] of text.matchAll(EXAMPLE)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }

    const catalogue = await loadCatalogue([folder]);

    expect([...catalogue.jobs.keys()]).toEqual(['haan']);
    expect([...catalogue.profiles.keys()].sort()).toEqual(['einwohner', 'quoten', 'register']);
    expect(catalogue.jobs.get('haan')?.indicators).toEqual(['bev', 'frauenanteil', 'bev-d1']);
    expect([...catalogue.policies.keys()]).toEqual(['kreis-default']);
  });
});
