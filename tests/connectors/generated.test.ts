import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONNECTORS } from '../../connectors/generated.ts';
import { connectorFolders, generateConnectorList } from '../support/generate-connectors.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

describe('the list of connectors', () => {
  it('is up to date: run `npm run generate` where it is not', () => {
    const { path: file, text } = generateConnectorList();

    expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(text);
  });

  it('holds each folder once, by its name', () => {
    expect(CONNECTORS.map((connector) => connector.id)).toEqual(connectorFolders());
  });

  it.each([...connectorFolders(), '_template'])('finds the whole recipe in %s', (folder) => {
    const inside = (name: string): string => path.join(ROOT, 'connectors', folder, name);
    const test = inside(`${folder.replace(/^_/, '')}.test.ts`);

    expect(existsSync(inside('README.md'))).toBe(true);
    expect(existsSync(inside('__fixtures__'))).toBe(true);
    expect(readFileSync(test, 'utf8')).toContain('describeConnector(');
  });

  it.each(CONNECTORS)('refuses unknown keys in configuration and options of $id', (connector) => {
    const unknown = { unbekannt: 1 };

    const issues = [
      connector.configSchema,
      ...Object.values(connector.layouts ?? {}).map(({ options }) => options),
    ].map((schema) => schema.safeParse(unknown).error?.issues.map((issue) => issue.code));

    for (const codes of issues) expect(codes).toContain('unrecognized_keys');
  });
});
