/** The form of the address of a Redis. */
import { SyncError } from '../errors.ts';

/** `redis://`, `rediss://` or the path of a socket; otherwise SyncError `queue.address-invalid` (kind configuration). */
export function requireRedisAddress(url: string): void {
  if (url.startsWith('/') || (/^rediss?:\/\//.test(url) && URL.canParse(url))) return;
  throw new SyncError({
    code: 'queue.address-invalid',
    kind: 'configuration',
    message: 'Die Adresse der Warteschlange ist keine Redis-Adresse.',
    hint: 'Setzen Sie KMSYNC_REDIS_URL in der Form redis://:kennwort@rechner:6379. Sonderzeichen im Kennwort müssen als %-Zeichen geschrieben sein.',
  });
}
