import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SyncError } from '../errors.ts';
import { readAnswer, readFailure, writeFailure } from './answer.ts';
import type { HttpAnswer } from './http.ts';

function answer(status: number, body: string | Uint8Array = ''): HttpAnswer {
  return { status, headers: {}, bytes: typeof body === 'string' ? Buffer.from(body) : body };
}

function thrownBy(action: () => unknown): SyncError {
  try {
    action();
  } catch (error) {
    if (error instanceof SyncError) return error;
  }
  throw new Error('no SyncError was thrown');
}

const shape = z.array(z.object({ name: z.string() }));

describe('readAnswer', () => {
  it('gives the members that the shape names', () => {
    const read = readAnswer(answer(200, '[{"name":"Süd","other":1}]'), shape, 'Lesen');

    expect(read).toEqual([{ name: 'Süd' }]);
  });

  it('names the place of a mismatch, but not the value', () => {
    const error = thrownBy(() => readAnswer(answer(200, '[{"name":4711}]'), shape, 'Lesen'));

    expect(error).toMatchObject({ code: 'target.answer-unreadable', kind: 'target' });
    expect(error.message).toContain('0.name');
    expect(error.message).not.toContain('4711');
  });

  it.each([
    ['a bare NaN', '[{"name":NaN}]'],
    ['a login page', '<html></html>'],
    ['nothing', ''],
  ])('refuses %s', (_name, body) => {
    const error = thrownBy(() => readAnswer(answer(200, body), shape, 'Lesen'));

    expect(error.code).toBe('target.answer-unreadable');
  });

  it('refuses a body in another charset instead of reading wrong letters', () => {
    const latin1 = Buffer.from('[{"name":"Süd"}]', 'latin1');

    const error = thrownBy(() => readAnswer(answer(200, latin1), shape, 'Lesen'));

    expect(error.code).toBe('target.answer-unreadable');
  });

  it('recognises wrapped answers', () => {
    const error = thrownBy(() => readAnswer(answer(200, '{"encryptedData":"…"}'), shape, 'Lesen'));

    expect(error.code).toBe('target.encrypted');
    expect(error.hint).toContain('encryption.enabled');
  });
});

describe('readFailure', () => {
  it.each([
    [401, 'target.refused', 'permission'],
    [403, 'target.refused', 'permission'],
    [429, 'target.busy', 'target'],
    [503, 'target.busy', 'target'],
    [302, 'target.unreachable', 'target'],
    [404, 'target.unreachable', 'target'],
    [500, 'target.read-failed', 'target'],
    [406, 'target.read-failed', 'target'],
  ])('takes %i as %s', (status, code, kind) => {
    expect(readFailure(answer(status), 'Lesen')).toMatchObject({ code, kind });
  });
});

describe('writeFailure', () => {
  it.each([400, 404, 405, 406, 413, 415])('knows that nothing happened after %i', (status) => {
    expect(writeFailure(answer(status), 'Senden')).toMatchObject({
      code: 'target.write-refused',
      kind: 'target',
    });
  });

  it.each([401, 403])('knows that nothing happened after %i and that a right is missing', (status) => {
    expect(writeFailure(answer(status), 'Senden')).toMatchObject({
      code: 'target.write-refused',
      kind: 'permission',
    });
  });

  it.each([302, 408, 409, 500, 502, 503, 504])('knows nothing after %i', (status) => {
    expect(writeFailure(answer(status), 'Senden').code).toBe('target.write-uncertain');
  });

  it('repeats what the server says, shortened and without anything like a token', () => {
    const message = `Gibt es schon.\nBearer abc.def eyJhbGciOiJSUzI1NiJ9.e30.sig ${'x'.repeat(500)}`;

    const error = writeFailure(answer(500, JSON.stringify({ message })), 'Senden');

    expect(error.message).toContain('Gibt es schon.');
    expect(error.message).not.toMatch(/abc\.def|eyJ/);
    expect(error.message.length).toBeLessThan(350);
  });
});
