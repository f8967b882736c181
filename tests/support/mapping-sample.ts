/** A file with other headings than agreed, opened again for looking on the way to the mapping page. */
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { finding, type Finding } from '../../src/core/finding.ts';
import { MISFIT, READ } from './screen-samples.ts';

const HEADINGS =
  'Quartier-Nr.;STICHTAG;GESCHL;Anzahl der Personen mit Hauptwohnung;Bearbeitungsstandskennzeichen';
const VALUES = ['311', '1.402', '*', '', '(7)', '1x2', '178', '164', '9', '12', '13'];
const TEXT = [
  HEADINGS,
  ...VALUES.map((value, index) => {
    const key = ['A1', 'A2', 'B1', 'B2', 'Name A8', 'A1'][index % 6];
    return `${key};31.12.202${index < 6 ? 2 : 3};${index % 2 === 0 ? 'm' : 'w'};${value};geprüft`;
  }),
].join('\r\n');

export const MAPPED = { ...READ, sha256: createHash('sha256').update(TEXT).digest('hex') };
export const MAPPED_FINDINGS: readonly Finding[] = [
  ...MISFIT,
  finding(
    'mapping.unknown-area',
    { file: READ.file, row: 6, column: 'QUARTIER' },
    { found: 'Name A8 (1-mal)', expected: 'klein-quartier' },
  ),
];

export async function openForMapping(page: Page): Promise<void> {
  await page.locator('#nachsehen summary').click();
  const file = { name: READ.file, mimeType: 'text/csv', buffer: Buffer.from(TEXT) };
  await page.getByLabel('Datei', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: 'Zum Nachsehen öffnen' }).click();
  await page.getByText('Zum Nachsehen geöffnet').first().waitFor();
  await page.getByRole('link', { name: 'Zuordnung prüfen' }).click();
}
