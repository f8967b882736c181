/** Long texts (plans, snapshots) as compressed base64 in a text column, which every database can hold. */
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { misuse } from './ledger-error.ts';

const deflated = promisify(deflate);
const inflated = promisify(inflate);

export async function packText(text: string): Promise<string> {
  const bytes = await deflated(Buffer.from(text, 'utf8'));
  return bytes.toString('base64');
}

/** The same text again. Throws SyncError `ledger.misuse` where the column holds no packed text. */
export async function unpackText(packed: string): Promise<string> {
  try {
    const bytes = await inflated(Buffer.from(packed, 'base64'));
    return bytes.toString('utf8');
  } catch {
    throw misuse('Ein gespeicherter Text der Laufdatenbank ist nicht lesbar.');
  }
}
