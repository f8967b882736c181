/** A file that is opened again for looking: wide, with the keys that `ERRORS` are about. */
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { ERRORS, READ } from './screen-samples.ts';

const WRONG = new Set(ERRORS.map(({ place }) => place.row));
const MORE = ['STICHTAG', 'GESCHLECHT', 'PERSONEN', 'HAUPTWOHNUNG', 'NEBENWOHNUNG', 'BEARBEITUNGSSTAND'];

const TEXT = [
  ['QUARTIER', ...MORE].join(';'),
  ...Array.from({ length: 60 }, (_, index) => {
    const key = WRONG.has(index + 2) ? '0599' : String(501 + index).padStart(4, '0');
    return [key, '31.12.2022', index % 2 === 0 ? 'm' : 'w', index * 7, index * 6, index, 'geprüft'].join(';');
  }),
].join('\r\n');

export const LOOKED = { sha256: createHash('sha256').update(TEXT).digest('hex') };

/** Chooses the file on the check page and sends it. */
export async function openAgain(page: Page, other = ''): Promise<void> {
  await page.locator('#nachsehen summary').click();
  const file = { name: READ.file, mimeType: 'text/csv', buffer: Buffer.from(TEXT + other) };
  await page.getByLabel('Datei', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: 'Zum Nachsehen öffnen' }).click();
  await page
    .getByText(other === '' ? 'Zum Nachsehen geöffnet' : 'Das ist nicht die Datei')
    .first()
    .waitFor();
}
