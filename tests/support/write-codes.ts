/**
 * Writes a code list of the program from its official source, with the rules of the job that refreshes it:
 * `npx tsx tests/support/write-codes.ts ags-nrw AuszugGV2QAktuell.xlsx > ags-nrw.yaml`
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CONNECTORS } from '../../connectors/generated.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { AnyLayout } from '../../src/formats/layout.ts';
import { loadCatalogue } from '../../src/mapping/catalogue.ts';
import { findingDesk } from '../../src/mapping/finding-desk.ts';
import { readCodes } from '../../src/mapping/read-codes.ts';
import { refreshCodes, type Refreshed } from '../../src/mapping/refreshed-codes.ts';
import { codesYaml } from '../../src/mapping/write-codes.ts';
import { landed } from '../connectors/land.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface WrittenCodes extends Refreshed {
  readonly text: string | undefined;
}

/** The list as the job would write it for a site that has only the program's own files. */
export async function codesFrom(job: string, file: string): Promise<WrittenCodes> {
  const catalogue = await loadCatalogue([ROOT]);
  const rule = catalogue.jobs.get(job)?.refresh;
  if (!rule) throw new RangeError(`${job} refreshes no code list`);
  const { form, ...options } = rule.layout;
  const connector = CONNECTORS.find(({ id }) => id === rule.connector);
  const layout: AnyLayout | undefined = connector?.layouts?.[form];
  if (layout?.kind !== 'tables') throw new RangeError(`no layout ${form}`);

  const findings: Finding[] = [];
  const report = (found: Finding) => void findings.push(found);
  const desk = findingDesk(path.basename(file), report);
  const context = { signal: new AbortController().signal, report };
  const tables = layout.read(await landed(file), layout.options.parse(options), context);
  const delivered = await readCodes(tables, rule, { fileName: path.basename(file), desk });
  desk.close();
  if (!delivered) return { list: undefined, changed: false, findings, text: undefined };
  const place = { file: path.basename(file), row: 0 };
  const refreshed = refreshCodes(catalogue.codes.get(rule.codes), delivered, rule, place);
  return {
    ...refreshed,
    findings: [...findings, ...refreshed.findings],
    text: refreshed.list && codesYaml(refreshed.list, job),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { text, findings } = await codesFrom(process.argv[2] ?? '', process.argv[3] ?? '');
  for (const { code, found } of findings) process.stderr.write(`${code} ${found ?? ''}\n`);
  process.stdout.write(text ?? '');
}
