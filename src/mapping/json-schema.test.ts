import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from './json-schema.ts';

describe('jsonSchemas', () => {
  it.each([...jsonSchemas().keys()])('equals the committed %s (npm run generate)', async (name) => {
    const committed = await readFile(new URL(`../../config/schema/${name}`, import.meta.url), 'utf8');

    expect(committed).toBe(jsonSchemas().get(name));
  });
});
