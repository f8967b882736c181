/** Files at fixed addresses as a source of deliveries. Nothing that comes this way may hold personal data: it is cached. */
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import { z } from 'zod';
import { SyncError } from '../errors.ts';
import { isPublicAddress } from './connect-guard.ts';
import type { Connector, ConnectorContext } from './connector.ts';
import { EXPECTED, expectedOf } from './expected-bytes.ts';
import { createHttp, type Http } from './http.ts';
import { download, type DownloadMeans } from './http-download.ts';
import { statusError } from './http-errors.ts';
import { getOnce, patiently } from './http-retry.ts';
import type { CompanionsOf } from './inbox.ts';
import { outsideRoot, readBytes } from './inside-root.ts';
import { belongsTo, groupOffers } from './offers.ts';

const host = z
  .string()
  .toLowerCase()
  .regex(/^(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?$/, {
    error: 'Rechnername, bei Bedarf mit „:Port“, ohne „https://“',
  });

/** Which hosts may be spoken to; shared by all sources over HTTP. */
export const hostLists = {
  /** Hosts in the open internet. */
  hosts: z
    .array(host.refine((name) => !isInternalLiteral(name), { error: 'gehört unter „internalHosts“' }))
    .default([]),
  /** Hosts whose name leads into the own network. */
  internalHosts: z.array(host).default([]),
};

const fetchedFile = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).refine((url) => new URL(url).username === '', {
    error: 'Zugangsdaten gehören in die Umgebungsvariablen',
  }),
  /** Name under which it is delivered; left out, the last part of the address. */
  as: z
    .string()
    .regex(/^[^/\\]+$/)
    .optional(),
  /** Told by the first bytes; left out, the ending of the name decides. */
  expect: z.enum(EXPECTED).optional(),
});

export const httpConfig = z
  .strictObject({
    ...hostLists,
    /** How to log in, with the secrets of the connector. */
    login: z.enum(['basic', 'bearer']).optional(),
    files: z.array(fetchedFile).min(1),
  })
  .refine(({ files, ...lists }) => files.every(({ url }) => hostsOf(lists).includes(new URL(url).host)), {
    error: 'jeder Rechner einer „url“ muss unter „hosts“ oder „internalHosts“ stehen',
  })
  .refine(({ files }) => new Set(files.map(nameOf)).size === files.length, {
    error: 'zwei Dateien haben denselben Namen; geben Sie einer mit „as“ einen anderen',
  })
  .refine(({ files }) => files.every((file) => /^[^.~]/.test(nameOf(file))), {
    error: 'eine „url“ endet ohne Dateinamen; geben Sie ihn mit „as“ an',
  });
export type HttpConfig = z.output<typeof httpConfig>;

/** Names of the environment variables with the credentials. */
export interface HttpSecrets {
  readonly user: string;
  readonly password: string;
  readonly token: string;
}

export interface HttpSourceMeans extends Omit<DownloadMeans, 'http'> {
  readonly httpFor: (lists: HostLists) => Http;
}

export interface HostLists {
  readonly hosts: readonly string[];
  readonly internalHosts: readonly string[];
}

const TIMEOUT_MS = 2 * 60 * 1000;

/** `means`: left out, the real network and clock. */
export function httpSource(
  companionsOf: CompanionsOf,
  secrets: HttpSecrets,
  means: HttpSourceMeans = realMeans(),
): Pick<Connector<HttpConfig>, 'check' | 'list' | 'open'> {
  return {
    async check(config, context) {
      const { signal } = context;
      const http = means.httpFor(config);
      const headers = { ...loginOf(config, secrets, context), Range: 'bytes=0-0' };
      for (const { url, ...file } of config.files) {
        const answer = await patiently(() => getOnce(http, { url, headers, signal }, means), means, signal);
        answer.discard();
        // 416: the file is empty, which its reader will tell.
        if (![200, 206, 416].includes(answer.status))
          throw statusError(new URL(url).host, answer.status, `„${nameOf({ url, ...file })}“`);
      }
    },
    async *list(config, context) {
      const names = config.files.map(nameOf);
      const found = config.files.map((file) => ({
        id: `${new URL(file.url).host}/${nameOf(file)}`,
        beside: names,
      }));
      for (const offer of groupOffers(found, companionsOf)) {
        context.signal.throwIfAborted();
        yield offer;
      }
    },
    async *open(config, offer, file, context) {
      const wanted = config.files.find((one) => nameOf(one) === file);
      if (!wanted || !belongsTo(offer, file)) throw outsideRoot(file);
      const order = {
        url: wanted.url,
        headers: loginOf(config, secrets, context),
        file,
        expected: wanted.expect ?? expectedOf(file),
        deliveries: context.deliveries,
        signal: context.signal,
      };
      const body = await download(order, { ...means, http: means.httpFor(config) });
      yield* readBytes(body.path, file, context.signal);
    },
  };
}

export function realMeans(): HttpSourceMeans {
  return {
    httpFor: (lists) =>
      createHttp({
        allowedHosts: hostsOf(lists),
        internalHosts: lists.internalHosts,
        timeoutMs: TIMEOUT_MS,
      }),
    now: Date.now,
    async wait(ms, signal) {
      await sleep(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
  };
}

export function hostsOf({ hosts, internalHosts }: HostLists): readonly string[] {
  return [...hosts, ...internalHosts];
}

/** The header to log in with; none where the configuration names no way. */
export function loginOf(
  { login }: { readonly login?: 'basic' | 'bearer' | undefined },
  secrets: HttpSecrets,
  context: ConnectorContext,
): Readonly<Record<string, string>> {
  if (login === undefined) return {};
  const [name, value] =
    login === 'bearer'
      ? [secrets.token, context.secret(secrets.token)]
      : [secrets.user, context.secret(secrets.user)];
  if (value === '') throw noSecret(name);
  if (login === 'bearer') return { Authorization: `Bearer ${value}` };
  const pair = Buffer.from(`${value}:${context.secret(secrets.password)}`).toString('base64');
  return { Authorization: `Basic ${pair}` };
}

function nameOf({ url, as }: { readonly url: string; readonly as?: string | undefined }): string {
  return as ?? path.posix.basename(decoded(new URL(url).pathname));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isInternalLiteral(name: string): boolean {
  const { hostname } = new URL(`https://${name}`);
  const address = hostname.replaceAll(/[[\]]/g, '');
  return hostname === 'localhost' || (/^[\d.]+$|:/.test(address) && !isPublicAddress(address));
}

export function noSecret(name: string): SyncError {
  return new SyncError({
    code: 'source.no-secret',
    kind: 'configuration',
    message: `Für den Abruf fehlen Zugangsdaten: Die Umgebungsvariable ${name} ist leer.`,
    hint: `Hinterlegen Sie die Zugangsdaten in ${name} und starten Sie den Lauf noch einmal.`,
  });
}
