/**
 * Where a connection may lead: hosts by name, and the address behind the name. The addresses that were checked
 * are the ones connected to, so an answer of the DNS that changes in between changes nothing.
 */
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { sourceError } from './http-errors.ts';

export interface HostRules {
  /** Hosts, with port where it is not the usual one, that may be spoken to. */
  readonly allowedHosts: readonly string[];
  /** Those of them whose name may lead into a private network or to this machine. */
  readonly internalHosts?: readonly string[];
}

export type Resolve = (
  name: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

/** Code of the error with which a connection is refused before it is made. */
export const ADDRESS_REFUSED = 'EADDRESSREFUSED';

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Ranges of the IANA special-purpose registries (RFC 6890) in which no public service lives. */
const RESERVED = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  RESERVED.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  // All but 2000::/3, which holds the public addresses …
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  // … and of that, what wraps an IPv4 address.
  ['2001::', 32],
  ['2002::', 16],
] as const)
  RESERVED.addSubnet(net, prefix, 'ipv6');

/** The address is neither this machine nor link-local, private or reserved. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPublicAddress(mapped);
  return !RESERVED.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Checked for every request, so that no address from a configuration, an answer or a redirect leads elsewhere. */
export function allowedUrl(address: string, { allowedHosts }: HostRules): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !allowedHosts.includes(url.host))
    throw sourceError(
      'source.host-refused',
      `Die Adresse „${url?.host ?? ''}“ gehört nicht zu den erlaubten Quellen.`,
      'configuration',
    );
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname)))
    throw sourceError(
      'source.host-refused',
      `„${url.host}“ wird nur über https angesprochen.`,
      'configuration',
    );
  return url;
}

/**
 * The `lookup` of a connection. An address written as a number, and `localhost`, are what they are: who lists
 * them has allowed them as such; every other name has to lead to public addresses only.
 */
export function guardedLookup(rules: HostRules, resolve: Resolve = resolveAll): LookupFunction {
  const internal = new Set((rules.internalHosts ?? []).map(nameOf));
  return (name, options, callback) => {
    resolve(name, (error, addresses) => {
      const [first] = addresses;
      if (error || !first) return callback(error ?? failure('ENOTFOUND'), '', 0);
      const free = internal.has(name) || LOOPBACK.has(name);
      if (!free && !addresses.every(({ address }) => isPublicAddress(address)))
        return callback(failure(ADDRESS_REFUSED), '', 0);
      if (options.all) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}

function resolveAll(name: string, done: Parameters<Resolve>[1]): void {
  systemLookup(name, { all: true }, (error, addresses) => done(error, error ? [] : addresses));
}

/** Without port. */
function nameOf(host: string): string {
  return URL.canParse(`https://${host}`) ? new URL(`https://${host}`).hostname : host;
}

function failure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}
