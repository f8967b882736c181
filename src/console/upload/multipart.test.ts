import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMultipart } from './multipart.ts';

function request(body: Buffer, boundary: string, sizes: readonly number[] = [body.length]) {
  let at = 0;
  let turn = 0;
  return {
    headers: new Headers({ 'content-type': `multipart/form-data; boundary=${boundary}` }),
    body: new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= body.length) return controller.close();
        const size = Math.max(1, sizes[turn++ % sizes.length] ?? 1);
        controller.enqueue(body.subarray(at, at + size));
        at += size;
      },
    }),
  };
}

async function bodyOf(form: FormData): Promise<{ body: Buffer; boundary: string }> {
  const response = new Response(form);
  const boundary = /boundary=(.*)$/.exec(response.headers.get('content-type') ?? '')?.[1] ?? '';
  return { body: Buffer.from(await response.arrayBuffer()), boundary };
}

async function all(bytes: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a form with a file', () => {
  it('gives its fields and then every byte of the file, however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.string({ maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
        async (content, remark, sizes) => {
          const form = new FormData();
          form.set('bemerkung', remark);
          form.set('datei', new File([content], 'a "b".csv'));
          const { body, boundary } = await bodyOf(form);

          const sent = await readMultipart(request(body, boundary, sizes));

          expect(sent?.fields['bemerkung']).toBe(remark.replace(/\r\n?|\n/g, '\r\n'));
          expect(sent?.file?.name).toBe('a "b".csv');
          expect(await all(sent?.file?.bytes)).toEqual(Buffer.from(content));
        },
      ),
    );
  });

  it('that ends too early is no form', async () => {
    const form = new FormData();
    form.set('datei', new File(['a;b\n1;2\n'], 'a.csv'));
    const { body, boundary } = await bodyOf(form);
    const sent = await readMultipart(request(body.subarray(0, -12), boundary));

    await expect(all(sent?.file?.bytes)).rejects.toMatchObject({ code: 'upload.broken-form' });
  });

  it.each([
    ['a field of a megabyte', `\r\nContent-Disposition: form-data; name="x"\r\n\r\n${'a'.repeat(1_000_000)}`],
    ['a head of a megabyte', `\r\nX: ${'a'.repeat(1_000_000)}`],
    ['a part without a name for its kind', '\r\nX: y\r\n\r\na'],
  ])('with %s is refused', async (_what, text) => {
    const body = Buffer.from(`--grenze${text}\r\n--grenze--\r\n`);

    await expect(readMultipart(request(body, 'grenze', [65_536]))).rejects.toMatchObject({
      code: 'upload.broken-form',
    });
  });

  it('is not what has another type', async () => {
    const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' });

    expect(await readMultipart({ headers, body: new Response('a=b').body })).toBeUndefined();
  });
});
