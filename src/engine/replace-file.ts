/** Puts a text in the place of a file: after a crash there is the old one or the new one, never half of it. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { SyncError } from '../errors.ts';

export async function replaceFile(target: string, text: string): Promise<void> {
  const folder = path.dirname(target);
  const fresh = path.join(folder, `.${path.basename(target)}.neu`);
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(fresh, 'w', 0o644);
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, target);
    if ((await readFile(target, 'utf8')) !== text)
      throw new RangeError('the file does not hold what was written');
  } catch (error) {
    throw new SyncError({
      code: 'site.not-writable',
      kind: 'local',
      message: `Die Datei „${path.basename(target)}“ ließ sich nicht schreiben.`,
      hint: 'Prüfen Sie die Schreibrechte und den freien Platz im Ordner der Konfiguration.',
      cause: error,
    });
  }
}
