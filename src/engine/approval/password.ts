/** Passwords as scrypt records that carry their parameters, so that they can be raised later. */
import { randomBytes, scrypt, timingSafeEqual, type BinaryLike, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP Password Storage Cheat Sheet (2024): N=2^16, r=8, p=2 needs 64 MiB for each attempt. */
const PARAMETERS = { N: 65_536, r: 8, p: 2 } as const;
const derived = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt);
const BYTES = 32;
const SALT_BYTES = 16;

type Parameters = Readonly<Record<'N' | 'r' | 'p', number>>;

export async function hashPassword(password: string, parameters: Parameters = PARAMETERS): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, parameters);
  const { N, r, p } = parameters;
  return ['scrypt', N, r, p, salt.toString('base64'), key.toString('base64')].join('$');
}

export interface PasswordCheck {
  readonly matches: boolean;
  /** The record was made with other parameters than a new one would be. */
  readonly outdated: boolean;
}

/** Takes as long for a missing record as for any other, so that the time tells nothing. */
export async function checkPassword(password: string, record: string | undefined): Promise<PasswordCheck> {
  const read = record === undefined ? undefined : parsed(record);
  const { salt, key, parameters } = read ?? {
    salt: Buffer.alloc(SALT_BYTES),
    key: Buffer.alloc(BYTES),
    parameters: PARAMETERS,
  };
  const given = await derive(password, salt, parameters);
  const matches = timingSafeEqual(given, key) && read !== undefined;
  const { N, r, p } = parameters;
  return { matches, outdated: N !== PARAMETERS.N || r !== PARAMETERS.r || p !== PARAMETERS.p };
}

function parsed(record: string): { salt: Buffer; key: Buffer; parameters: Parameters } | undefined {
  const [scheme, N, r, p, salt, key] = record.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return undefined;
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== BYTES) return undefined;
  const parameters = { N: Number(N), r: Number(r), p: Number(p) };
  return { salt: Buffer.from(salt, 'base64'), key: bytes, parameters };
}

function derive(password: string, salt: Buffer, parameters: Parameters): Promise<Buffer> {
  // One sign can be written in several ways; the keyboard at hand must not decide.
  const text = password.normalize('NFKC');
  const options: ScryptOptions = { ...parameters, maxmem: 256 * parameters.N * parameters.r };
  return derived(text, salt, BYTES, options);
}
