/** What may be sent at all. Refuses before the request what the server would half store or answer with 500. */
import type { AreaKey } from '../core/area.ts';
import { SyncError } from '../errors.ts';

/** Length of the server's short text columns (contract, 2.1). */
const LONGEST_NAME = 255;
/** The server's JSON reader takes no longer string (contract, 1.2). */
export const LONGEST_GEOJSON = 20_000_000;

const CONTROL = /\p{Cc}/u;

/** A refusal of our own: nothing was sent. */
export function notSendable(message: string, hint: string): SyncError {
  return new SyncError({
    code: 'target.write-refused',
    kind: 'check',
    message: `${message} Gesendet wurde nichts.`,
    hint,
  });
}

/** Short text shown as it is in the web client, which may take `<` for markup. */
export function checkName(text: string, what: string): void {
  if (text.length > LONGEST_NAME) {
    throw notSendable(
      `${what} ist länger als ${LONGEST_NAME} Zeichen.`,
      `Kürzen Sie den Text: KomMonitor nimmt höchstens ${LONGEST_NAME} Zeichen.`,
    );
  }
  if (text.includes('<') || CONTROL.test(text)) {
    throw notSendable(
      `${what} enthält „<“ oder ein Steuerzeichen.`,
      'Nehmen Sie das Zeichen aus dem Namen heraus.',
    );
  }
}

export function checkRequiredName(text: string, what: string): void {
  if (text.trim() === '') throw notSendable(`${what} ist leer.`, 'Tragen Sie einen Namen ein.');
  checkName(text, what);
}

/** A quote in a key ends the server's own filter in the middle of an update (contract, 2.3). */
export function checkKeys(keys: readonly AreaKey[]): void {
  const seen = new Set<AreaKey>();
  for (const key of keys) {
    if (key === '' || key !== key.trim() || /['"<]/.test(key) || CONTROL.test(key)) {
      throw notSendable(
        'Ein Gebietsschlüssel ist leer oder enthält Anführungszeichen, „<“, Rand-Leerzeichen oder Steuerzeichen.',
        'Berichtigen Sie die Schlüssel in der Geometrie und in den Lieferungen.',
      );
    }
    if (seen.has(key)) {
      throw notSendable(
        `Der Gebietsschlüssel „${key}“ kommt doppelt vor.`,
        'KomMonitor würde den Wert doppelt speichern. Berichtigen Sie die Geometrie oder die Zuordnung.',
      );
    }
    seen.add(key);
  }
}
