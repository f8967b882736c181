/**
 * `kmsync demo`: a fictional county from files to verified values, twice, in a KomMonitor simulator on this
 * machine; then a corrected delivery that waits in the console for a second person. Needs nothing but this program;
 * leaves one folder behind.
 */
import { once } from 'node:events';
import path from 'node:path';
import type { App } from '../app.ts';
import type { RunReport } from '../engine/run-frame.ts';
import { SyncError } from '../errors.ts';
import { globalOptions, print, printJson, type AddCommand, type CliContext } from './command.ts';
import { prepareSite, type DemoSite } from './demo-site.ts';
import { addDemoUsers, leaveWaiting, type DemoUser, type DemoWaiting } from './demo-waiting.ts';
import { planText } from './plan-text.ts';
import { progressOn } from './progress.ts';
import { reportText } from './report-text.ts';
import { CHECK_FAILED } from './run-output.ts';

interface DemoOptions {
  readonly exit?: boolean;
  readonly folder: string;
  readonly seed: string;
}

const HOST = '127.0.0.1';
const WEB_PORT = 8097;

export const addDemo: AddCommand = (program, context) => {
  program
    .command('demo')
    .description('einen erfundenen Kreis in den Simulator bringen, zweimal, und alles zurücklesen')
    .option('--exit', 'danach beenden statt Simulator und Oberfläche laufen zu lassen')
    .option('--folder <ordner>', 'Arbeitsordner; wird geleert', '.demo')
    .option('--seed <zahl>', 'Startzahl des erfundenen Kreises', '1')
    .action(async (own: DemoOptions, command) => {
      const options = globalOptions(command);
      const { startSimulator, defaultSeed } = await import('../simulator/server.ts');
      const simulator = await startSimulator({ seed: defaultSeed() });
      try {
        const say = (text: string) => (options.json ? undefined : print(text));
        const demo = await prepareSite(own, simulator);
        say(
          `Erfundener Kreis in ${path.relative(process.cwd(), demo.site)}, Simulator unter ${simulator.url}/management\n`,
        );
        const open = () => openSite(demo, context, options);
        const published = await using(open, (app) => publishTwice(app, options.lang, say));
        const states = [published.first.state, published.second.state];
        say(summary(published, own.folder));
        if (states.includes('check_failed')) {
          if (options.json) printJson(published);
          return context.exitWith(CHECK_FAILED);
        }
        await demo.demandApproval();
        await using(open, async (app) => {
          const users = await addDemoUsers(app);
          const waiting = await leaveWaiting(app, users, demo.county);
          if (own.exit) {
            if (options.json) printJson({ ...published, users, waiting });
            return say(waitingText(users, waiting));
          }
          const web = await openConsole(app, context);
          try {
            if (options.json) printJson({ ...published, users, waiting, console: web.url });
            say(waitingText(users, waiting, web.url));
            process.stderr.write('Simulator und Oberfläche laufen weiter. Beenden mit Strg-C.\n');
            if (!context.signal.aborted) await once(context.signal, 'abort');
          } finally {
            await web.close();
          }
        });
      } finally {
        await simulator.close();
      }
    });
};

interface DemoPublished {
  readonly first: RunReport['result'];
  readonly second: RunReport['result'];
  readonly indicators: number;
  readonly levels: number;
  readonly dates: number;
}

async function openSite(
  { site }: DemoSite,
  context: CliContext,
  options: ReturnType<typeof globalOptions>,
): Promise<App> {
  const { openApp, CLIENT_SECRET } = await import('../app.ts');
  const { SIMULATOR_SECRET } = await import('../simulator/seed.ts');
  return openApp({
    site,
    environment: { ...context.environment, [CLIENT_SECRET]: SIMULATOR_SECRET },
    signal: context.signal,
    events: progressOn(process.stderr, options),
    logFile: options.log,
  });
}

async function using<Result>(open: () => Promise<App>, work: (app: App) => Promise<Result>): Promise<Result> {
  const app = await open();
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

async function publishTwice(
  app: App,
  lang: 'de' | 'en',
  say: (text: string) => void,
): Promise<DemoPublished> {
  const first = await app.sync('demo');
  if (first.plan) say(`${planText(first.plan)}\n`);
  say(`${reportText(first, lang)}\n`);
  say('Noch einmal dieselben Dateien:\n');
  const second = await app.sync('demo');
  say(`${reportText({ ...second, findings: [] }, lang)}\n`);

  const expectations = first.plan?.expectations ?? [];
  return {
    first: first.result,
    second: second.result,
    indicators: new Set(expectations.map(({ indicator }) => JSON.stringify(indicator))).size,
    levels: new Set(expectations.map(({ unitName }) => unitName)).size,
    dates: new Set(expectations.flatMap(({ dates }) => dates)).size,
  };
}

/** At its usual port, or at any that is free. */
async function openConsole(app: App, { startConsole }: CliContext) {
  try {
    return await startConsole(app, { host: HOST, port: WEB_PORT });
  } catch (error) {
    if (!(error instanceof SyncError) || error.code !== 'console.port-taken') throw error;
    return startConsole(app, { host: HOST, port: 0 });
  }
}

function summary({ first, second, indicators, levels, dates }: DemoPublished, folder: string): string {
  return [
    `${indicators} Indikatoren auf ${levels} Raumebenen über ${dates} Stichtage.`,
    `Erster Lauf: ${first.writes} Schreibvorgänge, ${first.verified.cells} Werte zurückgelesen, ${first.verified.mismatches} Abweichungen.`,
    `Zweiter Lauf: ${second.writes} Schreibvorgänge.`,
    `Woher eine Zahl kommt: npx kmsync --site ${folder} explain sgb2 010101 2024-12-31\n`,
  ].join('\n');
}

const DOES: Readonly<Record<string, string>> = {
  anna: 'hat die Lieferung gebracht und vorgelegt',
  bernd: 'kann sie freigeben',
};

function waitingText(users: readonly DemoUser[], { run, file }: DemoWaiting, url?: string): string {
  return [
    `Eine berichtigte Lieferung (${file}) wartet auf Freigabe: Lauf ${run}.`,
    ...(url === undefined ? [] : [`Oberfläche: ${url}/laeufe/${run}`]),
    ...users.map(({ name, password }) => `  ${name}  Kennwort ${password}  ${DOES[name] ?? ''}`),
  ].join('\n');
}
