/** `kmsync simulate`: a KomMonitor that behaves like the real one, alone, on this machine. */
import { once } from 'node:events';
import path from 'node:path';
import { print, printJson, globalOptions, type AddCommand } from './command.ts';

export const addSimulate: AddCommand = (program, context) => {
  program
    .command('simulate')
    .description('den KomMonitor-Simulator auf diesem Rechner starten')
    .option('--port <n>', 'Port auf 127.0.0.1', '8085')
    .option('--persist <datei>', 'Inhalt in einer Datei aufheben')
    .action(async (own: { port: string; persist?: string }, command) => {
      const { startSimulator } = await import('../simulator/server.ts');
      const { defaultSeed } = await import('../simulator/seed.ts');
      const simulator = await startSimulator({
        port: Number(own.port),
        seed: defaultSeed(),
        ...(own.persist === undefined ? {} : { persistTo: path.resolve(own.persist) }),
      });
      const address = { url: `${simulator.url}/management`, issuer: simulator.issuer };
      if (globalOptions(command).json) printJson(address);
      else {
        print(`Simulator bereit: ${address.url}`);
        print(`Anmeldung:        ${address.issuer}`);
        print('Zugang:           Client kommonitor-sync, KMSYNC_CLIENT_SECRET=simulator-secret');
        print('Beenden mit Strg-C.');
      }
      if (!context.signal.aborted) await once(context.signal, 'abort');
      await simulator.close();
    });
};
