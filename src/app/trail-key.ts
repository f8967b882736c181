/** The key with which this installation signs the audit trail that it hands out: Ed25519, RFC 8032. */
import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readSecret } from '../config.ts';
import { SyncError } from '../errors.ts';

/** A private key in PEM, as `openssl genpkey -algorithm ed25519` makes it; without it nothing is signed. */
export const TRAIL_KEY = 'KMSYNC_TRAIL_KEY';

export interface TrailSignature {
  readonly algorithm: 'Ed25519';
  /** DER of the public key (SubjectPublicKeyInfo), base64. */
  readonly publicKey: string;
  /** Of the bytes of the text in UTF-8, base64. */
  readonly signature: string;
}

export type SignTrail = (text: string) => TrailSignature;

/** Undefined where no key is set. Throws SyncError `config.trail-key` and what `readSecret` throws. */
export async function trailSigner(environment: NodeJS.ProcessEnv): Promise<SignTrail | undefined> {
  if (!hasTrailKey(environment)) return undefined;
  const key = privateKey(await readSecret(TRAIL_KEY, environment));
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
  return (text) => ({
    algorithm: 'Ed25519',
    publicKey,
    signature: sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
  });
}

export function hasTrailKey(environment: NodeJS.ProcessEnv): boolean {
  return Boolean(environment[TRAIL_KEY] || environment[`${TRAIL_KEY}_FILE`]);
}

function privateKey(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // What the library says may hold parts of the key.
  }
  throw new SyncError({
    code: 'config.trail-key',
    kind: 'configuration',
    message: `In ${TRAIL_KEY} steht kein Schlüssel, mit dem das Protokoll unterschrieben werden kann.`,
    hint: 'Erzeugen Sie einen mit „openssl genpkey -algorithm ed25519“ und nennen Sie seine Datei in KMSYNC_TRAIL_KEY_FILE.',
  });
}
