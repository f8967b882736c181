/** Looks at an uploaded file before anything reads it: is it what people may bring, and is it harmless? */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { SyncError } from '../../errors.ts';
import { isCompoundFile, isZip } from '../../formats/magic.ts';
import { isClean } from './clamd.ts';

const PROBE_BYTES = 64 * 1024;
/** Part of every workbook of Excel since 2007; names of parts are not compressed. */
const WORKBOOK = 'xl/workbook.xml';

/**
 * Throws SyncError of kind check: `upload.empty`, `upload.old-workbook`, `upload.wrong-type`, `upload.malware`; and
 * what `isClean` throws.
 */
export async function examineUpload(
  { path, name }: { readonly path: string; readonly name: string },
  clamd: string | undefined,
): Promise<void> {
  if (clamd !== undefined && !(await isClean(path, clamd))) throw malware();
  const head = await headOf(path);
  if (head.length === 0) throw empty();
  if (isCompoundFile(head)) throw oldWorkbook();
  const isTaken = isZip(head) ? await contains(path, WORKBOOK) : isText(head);
  if (!isTaken) throw wrongType(name);
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PROBE_BYTES), 0, PROBE_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Of whatever encoding; a page for a browser is none that anybody counts in. */
function isText(head: Buffer): boolean {
  const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (!isWide && head.includes(0)) return false;
  const begin = head.subarray(0, 1_024).toString('latin1').replaceAll('\0', '');
  return !/^[^a-z<%{]*(?:<!doctype|<html|<head|<body|<script|<svg|%PDF-|\{\\rtf)/i.test(begin);
}

async function contains(path: string, text: string): Promise<boolean> {
  let end = '';
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const seen = end + chunk.toString('latin1');
    if (seen.includes(text)) return true;
    end = seen.slice(-text.length);
  }
  return false;
}

const UNCHANGED = 'In KomMonitor wurde nichts geändert.';

function wrongType(name: string): SyncError {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0].toLowerCase();
  const isSheet = ending === '.xlsx' || ending === '.xlsm' || ending === '.xls';
  const is = isSheet
    ? `Die Datei endet auf „${ending}“, ist aber keine Excel-Datei.`
    : 'Sie ist weder eine Excel-Datei noch eine Textdatei mit Trennzeichen (CSV).';
  return new SyncError({
    code: 'upload.wrong-type',
    kind: 'check',
    message: 'Die Datei konnte nicht gelesen werden.',
    hint: `${UNCHANGED} ${is} Speichern Sie die Datei in Excel neu als „Excel-Arbeitsmappe (.xlsx)“ oder als CSV und laden Sie sie noch einmal hoch.`,
  });
}

function oldWorkbook(): SyncError {
  return new SyncError({
    code: 'upload.old-workbook',
    kind: 'check',
    message: 'Die Datei konnte nicht gelesen werden.',
    hint: `${UNCHANGED} Sie ist im alten Excel-Format gespeichert oder mit einem Kennwort geschützt. Speichern Sie sie in Excel neu als „Excel-Arbeitsmappe (.xlsx)“ ohne Kennwort und laden Sie sie noch einmal hoch.`,
  });
}

function empty(): SyncError {
  return new SyncError({
    code: 'upload.empty',
    kind: 'check',
    message: 'Die Datei ist leer.',
    hint: `${UNCHANGED} Prüfen Sie die Datei und laden Sie sie noch einmal hoch.`,
  });
}

function malware(): SyncError {
  return new SyncError({
    code: 'upload.malware',
    kind: 'check',
    message: 'Die Datei enthält Schadsoftware-Merkmale und wurde gelöscht.',
    hint: `${UNCHANGED} Die IT ist informiert.`,
  });
}
