/** `kmsync resume <run>`: takes up a run that was interrupted or waits for KomMonitor. */
import { withApp, type AddCommand } from './command.ts';
import { printRun } from './run-output.ts';

export const addResume: AddCommand = (program, context) => {
  program
    .command('resume')
    .description('einen unterbrochenen Lauf zu Ende bringen; ohne Angabe alle offenen')
    .argument('[lauf]', 'Kennung des Laufs, zum Beispiel 2026-0007')
    .action(async (run: string | undefined, _own: unknown, command) => {
      await withApp(command, context, async (app, options) => {
        const { resumeRun } = await import('../engine/resume-run.ts');
        const { RESUMABLE } = await import('../engine/ledger.ts');
        const open = (await app.ledger.runs()).filter((record) => RESUMABLE.has(record.state));
        // The newest first: an older one may rest on what it leaves behind.
        const ids = run === undefined ? open.map((record) => record.id) : [run];
        if (ids.length === 0) process.stderr.write('Es gibt keinen unterbrochenen Lauf.\n');
        for (const id of ids) printRun(await resumeRun(id, app.ports), options, context);
      });
    });
};
