/** A first look at a workbook that several layouts ask about: read once, as long as the object that names the file lives. */
import type { Finding } from '../core/finding.ts';
import { isZip, readHead } from './magic.ts';
import { readWorkbook, type Sheet } from './sheet.ts';
import type { SourceFile } from './source-file.ts';

export interface WorkbookProbe {
  /** None where the file is no workbook, or one that is not read: then findings say why. */
  readonly sheets: readonly Sheet[];
  readonly findings: readonly Finding[];
}

const known = new WeakMap<SourceFile, Promise<WorkbookProbe>>();

export function probeWorkbook(source: SourceFile): Promise<WorkbookProbe> {
  let answer = known.get(source);
  if (!answer) known.set(source, (answer = look(source)));
  return answer;
}

async function look(source: SourceFile): Promise<WorkbookProbe> {
  if (!isZip(await readHead(source.path))) return { sheets: [], findings: [] };
  const findings: Finding[] = [];
  const workbook = await readWorkbook(source, (one) => void findings.push(one));
  return { sheets: workbook?.sheets ?? [], findings };
}
