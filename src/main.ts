#!/usr/bin/env node
/** Starts the command line; importing this file does nothing else. */
import { runCli } from './cli/run-cli.ts';

process.exitCode = await runCli(process.argv, process.env, async (app, at) => {
  const { serveConsole } = await import('./console/serve-console.ts');
  return serveConsole(app, at);
});
