/**
 * The trial site with all its deliveries in a watched folder and one source more between the two it has: whatever is
 * wrong with that one, a sound delivery has been read before it and another one comes after it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import exceljs from 'exceljs';
import type { ExpectedValue, InboxSite } from './bad-delivery.ts';
import { inboxIn, inboxOf } from './inbox-site.ts';
import { benefitsIn, personsIn, QUARTERS, writeTrialSite, YEARS } from './trial-site.ts';

export interface ExtraSource {
  /** Profile without `id`, `title` and `dataset`. */
  readonly profile: string;
  /** Its measure that is published. */
  readonly measure: string;
  readonly level?: 'versuch-quartier' | 'versuch-kreis';
  readonly type?: 'STATUS_ABSOLUTE' | 'STATUS_RELATIVE';
  readonly precision?: number;
  /** Files of the inbox that are its; or where else it comes from, as section `config`. */
  readonly files: string;
  readonly config?: string;
  /** One of its values once it is right. */
  readonly expected: Omit<ExpectedValue, 'indicator'>;
}

export async function writeSourceSite(
  target: { readonly url: string; readonly issuer: string },
  source: ExtraSource,
): Promise<InboxSite> {
  const trial = await writeTrialSite(target);
  const inbox = inboxIn(trial.folder);
  for (const year of YEARS)
    for (const file of [`einwohner_${year}.csv`, `hilfe_${year}.xlsx`]) {
      inbox.deliver(file, trial.delivery(file));
      trial.withdraw(file);
    }
  inbox.write(
    'mappings/profiles/quelle.yaml',
    `id: quelle\ntitle: Quelle\ndataset: quelle\n${source.profile}`,
  );
  inbox.write('mappings/indicators/quelle.yaml', indicatorOf(source, trial.folder));
  inbox.write('jobs/versuch.yaml', jobOf(source));
  const at = { level: 'Versuchsquartiere', area: '064', date: '2023-12-31' };
  return {
    ...inbox,
    job: 'versuch',
    expected: [
      {
        indicator: 'Einwohner im Versuch',
        ...at,
        value: personsIn('064', 'm', 2023) + personsIn('064', 'w', 2023),
      },
      {
        indicator: 'Hilfebeziehende im Versuch',
        ...at,
        value: benefitsIn('064', 'elb', 2023) + benefitsIn('064', 'nef', 2023),
      },
      { indicator: 'Quelle im Versuch', ...source.expected },
    ],
    remove: trial.remove,
  };
}

/** Figure of the extra source in a quarter. */
export function figureIn(quarter: string): number {
  return 100 + Number(quarter);
}

/** `QUARTIER`, `STICHTAG` as day cells, `WERT`; title in row 1, header in row 2, data in rows 3 to 66, total in 67. */
export async function figuresWorkbook(
  change: (sheet: exceljs.Worksheet, workbook: exceljs.Workbook) => void = () => undefined,
): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('Tabelle1');
  sheet.addRow(['Werte nach Quartieren']);
  sheet.addRow(['QUARTIER', 'STICHTAG', 'WERT']);
  const day = new Date(Date.UTC(2023, 11, 31));
  for (const quarter of QUARTERS) sheet.addRow([quarter, day, figureIn(quarter)]);
  sheet.addRow(['Ende']);
  sheet.getColumn(2).numFmt = 'dd.mm.yyyy';
  change(sheet, workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function indicatorOf({ measure, level, type, precision = 0 }: ExtraSource, folder: string): string {
  const levels = level === undefined ? '[versuch-quartier, versuch-kreis]' : `[${level}]`;
  const given = readFileSync(path.join(folder, 'mappings/indicators/versuch.yaml'), 'utf8');
  const defaults = given.slice(given.indexOf('defaults:'), given.indexOf('indicators:'));
  return `id: quelle
${defaults.replace('[versuch-quartier, versuch-kreis]', levels).replace('precision: 0', `precision: ${precision}`)}indicators:
  - id: quelle
    name: Quelle im Versuch
    type: ${type ?? 'STATUS_ABSOLUTE'}
    formula: { count: { dataset: quelle, measure: ${measure} } }
`;
}

function jobOf({ files, config = inboxOf(files) }: ExtraSource): string {
  return `id: versuch
title: Versuch mit 64 Quartieren
levels: [versuch-quartier, versuch-kreis]
intake:
  - profile: versuch-einwohner
    config: ${inboxOf('einwohner_*.csv')}
  - profile: quelle
    config: ${config}
  - profile: versuch-hilfe
    config: ${inboxOf('hilfe_*.xlsx')}
indicators: { groups: [versuch, quelle] }
`;
}
