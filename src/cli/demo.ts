/**
 * `kmsync demo`: a fictional county from files to verified values, twice, in a KomMonitor simulator on this
 * machine. Needs nothing but this program; leaves one folder behind.
 */
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunReport } from '../engine/run-frame.ts';
import { globalOptions, print, printJson, type AddCommand, type CliContext } from './command.ts';
import { planText } from './plan-text.ts';
import { progressOn } from './progress.ts';
import { reportText } from './report-text.ts';
import { CHECK_FAILED } from './run-output.ts';

interface DemoOptions {
  readonly exit?: boolean;
  readonly folder: string;
  readonly seed: string;
}

export const addDemo: AddCommand = (program, context) => {
  program
    .command('demo')
    .description('einen erfundenen Kreis in den Simulator bringen, zweimal, und alles zurücklesen')
    .option('--exit', 'danach beenden statt den Simulator laufen zu lassen')
    .option('--folder <ordner>', 'Arbeitsordner; wird geleert', '.demo')
    .option('--seed <zahl>', 'Startzahl des erfundenen Kreises', '1')
    .action(async (own: DemoOptions, command) => {
      const options = globalOptions(command);
      const { startSimulator, defaultSeed } = await import('../simulator/server.ts');
      const simulator = await startSimulator({ seed: defaultSeed() });
      try {
        const say = (text: string) => (options.json ? undefined : print(text));
        const site = await prepareSite(own, simulator);
        say(
          `Erfundener Kreis in ${path.relative(process.cwd(), site)}, Simulator unter ${simulator.url}/management\n`,
        );
        const outcome = await publishTwice(site, context, options, say);
        if (options.json) printJson(outcome);
        else say(summary(outcome, own.folder));
        const states = [outcome.first.state, outcome.second.state];
        if (states.includes('check_failed')) context.exitWith(CHECK_FAILED);
        if (!own.exit) {
          process.stderr.write('Der Simulator läuft weiter. Beenden mit Strg-C.\n');
          if (!context.signal.aborted) await once(context.signal, 'abort');
        }
      } finally {
        await simulator.close();
      }
    });
};

interface DemoOutcome {
  readonly first: RunReport['result'];
  readonly second: RunReport['result'];
  readonly indicators: number;
  readonly levels: number;
  readonly dates: number;
}

/** An empty site with the deliveries of the fictional county and the simulator as its target. */
async function prepareSite(
  own: DemoOptions,
  simulator: { readonly url: string; readonly issuer: string },
): Promise<string> {
  const { writeDemoDeliveries } = await import('../demo/write-demo-deliveries.ts');
  const { DEMO_CROSSWALK, demoCrosswalk } = await import('../demo/crosswalk-file.ts');
  const site = path.resolve(own.folder);
  await rm(path.join(site, 'state'), { recursive: true, force: true });
  await mkdir(site, { recursive: true });
  const { county } = await writeDemoDeliveries(path.join(site, 'deliveries'), { seed: Number(own.seed) });
  const crosswalk = demoCrosswalk(county);
  if (crosswalk !== undefined) {
    await mkdir(path.dirname(path.join(site, DEMO_CROSSWALK)), { recursive: true });
    await writeFile(path.join(site, DEMO_CROSSWALK), crosswalk);
  }
  const config = `target:\n  url: ${simulator.url}/management\n  issuer: ${simulator.issuer}\n  clientId: kommonitor-sync\n`;
  await writeFile(path.join(site, 'kmsync.yaml'), config);
  return site;
}

async function publishTwice(
  site: string,
  context: CliContext,
  options: ReturnType<typeof globalOptions>,
  say: (text: string) => void,
): Promise<DemoOutcome> {
  const { openApp, CLIENT_SECRET } = await import('../app.ts');
  const { SIMULATOR_SECRET } = await import('../simulator/seed.ts');
  const app = await openApp({
    site,
    environment: { ...context.environment, [CLIENT_SECRET]: SIMULATOR_SECRET },
    signal: context.signal,
    events: progressOn(process.stderr, options),
    logFile: options.log,
  });
  try {
    const first = await app.sync('demo');
    if (first.plan) say(`${planText(first.plan)}\n`);
    say(`${reportText(first, options.lang)}\n`);
    say('Noch einmal dieselben Dateien:\n');
    const second = await app.sync('demo');
    say(`${reportText({ ...second, findings: [] }, options.lang)}\n`);

    const expectations = first.plan?.expectations ?? [];
    return {
      first: first.result,
      second: second.result,
      indicators: new Set(expectations.map(({ indicator }) => JSON.stringify(indicator))).size,
      levels: new Set(expectations.map(({ unitName }) => unitName)).size,
      dates: new Set(expectations.flatMap(({ dates }) => dates)).size,
    };
  } finally {
    await app.close();
  }
}

function summary({ first, second, indicators, levels, dates }: DemoOutcome, folder: string): string {
  return [
    `${indicators} Indikatoren auf ${levels} Raumebenen über ${dates} Stichtage.`,
    `Erster Lauf: ${first.writes} Schreibvorgänge, ${first.verified.cells} Werte zurückgelesen, ${first.verified.mismatches} Abweichungen.`,
    `Zweiter Lauf: ${second.writes} Schreibvorgänge.`,
    `Woher eine Zahl kommt: npx kmsync --site ${folder} explain sgb2 010101 2024-12-31`,
  ].join('\n');
}
