/** Gives openid-client our own transport, so that login has the same certificates, time-outs and retries. */
import type { CustomFetch } from 'openid-client';
import type { Http } from './http.ts';

/** A token request changes nothing at the issuer, so it counts as a read. */
export function oidcFetch(http: Http): CustomFetch {
  return async (url, request) => {
    const body = bodyText(request.body);
    const answer = await http.send({
      mode: 'read',
      method: request.method === 'POST' ? 'POST' : 'GET',
      url,
      headers: withoutAgent(request.headers),
      ...(body === undefined ? {} : { body }),
      what: 'Anmelden',
    });
    return new Response(hasBody(answer.status) ? Buffer.from(answer.bytes) : null, {
      status: answer.status,
      headers: withoutEncoding(answer.headers),
    });
  };
}

function bodyText(body: unknown): string | undefined {
  if (body instanceof URLSearchParams) return body.toString();
  return typeof body === 'string' ? body : undefined;
}

function hasBody(status: number): boolean {
  return ![204, 205, 304].includes(status);
}

/** The program names itself, not the library. */
function withoutAgent(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'user-agent'));
}

/** The transport has unpacked the body already. */
function withoutEncoding(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !['content-encoding', 'content-length'].includes(name)),
  );
}
