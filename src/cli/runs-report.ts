/** `kmsync runs report <lauf>`: the report of one run, to read, to print or to keep. */
import { Option } from 'commander';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SyncError } from '../errors.ts';
import { globalOptions, print, withApp, type AddCommand } from './command.ts';

const FORMATS = ['json', 'md', 'html'] as const;

export const addRunReport: AddCommand = (runs, context) => {
  runs
    .command('report')
    .description('Bericht eines Laufs: was geliefert, geprüft, geplant, geschrieben und zurückgelesen wurde')
    .argument('<lauf>', 'Kennung des Laufs')
    .addOption(new Option('--format <format>', 'json, md oder html (sonst md)').choices([...FORMATS]))
    .option('--out <datei>', 'in diese Datei statt auf den Bildschirm')
    .action(async (id: string, own: { format?: (typeof FORMATS)[number]; out?: string }, command) => {
      const format = own.format ?? (globalOptions(command).json ? 'json' : 'md');
      await withApp(
        command,
        context,
        async (app) => {
          const { runNamed } = await import('../engine/run-frame.ts');
          const { reportOf } = await import('../engine/report/compose.ts');
          const { htmlReport } = await import('../engine/report/html.ts');
          const { markdownReport } = await import('../engine/report/markdown.ts');
          const report = await reportOf(await runNamed(id, app.ports), app.ports);
          const texts = {
            json: () => `${JSON.stringify(report, null, 2)}\n`,
            md: () => markdownReport(report),
            html: () => htmlReport(report),
          };
          const text = texts[format]();
          if (own.out === undefined) return print(text);
          await writeReport(path.resolve(own.out), text);
        },
        'none',
      );
    });
};

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new SyncError({
      code: 'report.not-writable',
      kind: 'local',
      message: 'Der Bericht kann nicht in die angegebene Datei geschrieben werden.',
      hint: 'Prüfen Sie den Pfad hinter --out und die Rechte am Ordner.',
      cause: error,
    });
  }
}
