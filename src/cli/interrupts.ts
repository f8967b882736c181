/** Ctrl-C and SIGTERM end the work in order: the request under way is finished, the run can be resumed. */
export interface Interrupts {
  readonly signal: AbortSignal;
  /** 130 or 143 once a signal has come, else undefined. */
  readonly exitCode: number | undefined;
  stop(): void;
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

export function interrupts(): Interrupts {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const handle = (name: keyof typeof EXIT_CODES) => () => {
    // A second signal means it: leave at once, the ledger is in order at any instant.
    if (exitCode !== undefined) process.exit(exitCode);
    exitCode = EXIT_CODES[name];
    process.stderr.write('\nWird angehalten … (noch einmal: sofort beenden)\n');
    controller.abort();
  };
  const handlers = { SIGINT: handle('SIGINT'), SIGTERM: handle('SIGTERM') };
  for (const [name, handler] of Object.entries(handlers)) process.on(name, handler);
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
    stop() {
      for (const [name, handler] of Object.entries(handlers)) process.off(name, handler);
    },
  };
}
