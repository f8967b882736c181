/** Metrics as a file for the textfile collector of Prometheus: for runs that end before anybody scrapes them. */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { SyncError } from '../errors.ts';

/** Whoever reads sees the earlier file or the new one, whole. Throws `metrics.not-writable` (kind local). */
export async function writeMetricsFile(file: string, text: string): Promise<void> {
  const beside = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, text, { mode: 0o644 });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw new SyncError({
      code: 'metrics.not-writable',
      kind: 'local',
      message: 'Die Datei für die Messwerte kann nicht geschrieben werden.',
      hint: 'Prüfen Sie den Pfad hinter --metrics-textfile und die Rechte am Ordner.',
      cause: error,
    });
  }
}
