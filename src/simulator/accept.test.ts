import { describe, expect, it } from 'vitest';
import { covers, JSON_TYPE, namesJson, OCTET_TYPE } from './accept.ts';

describe('Accept header', () => {
  it('names JSON only where the text is there, a wildcard does not count', () => {
    expect(namesJson('application/json, */*')).toBe(true);
    expect(namesJson('*/*')).toBe(false);
    expect(namesJson(null)).toBe(false);
  });

  it.each([
    ['application/json', false],
    ['application/json, */*', true],
    ['*/*;q=0.1', true],
    ['application/*', true],
    ['application/octed-stream', true],
    ['application/octet-stream', false],
    [null, true],
  ])('%s covers the misspelt octet type: %s', (accept, expected) => {
    expect(covers(accept, OCTET_TYPE)).toBe(expected);
  });

  it('covers JSON by its name', () => {
    expect(covers('text/html, application/json;q=0.9', JSON_TYPE)).toBe(true);
    expect(covers('text/html', JSON_TYPE)).toBe(false);
  });
});
