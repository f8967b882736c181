/** Who is sitting there: a local account with its password, or the login of KomMonitor on another screen. */
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { App } from '../app.ts';
import type { Person } from '../engine/approval/person.ts';
import { SyncError } from '../errors.ts';
import type { CliContext } from './command.ts';

export const PASSWORD_FILE = 'KMSYNC_PASSWORD_FILE';

export interface LoginOptions {
  readonly as?: string;
}

export function withLogin(command: Command): Command {
  return command.option('--as <name>', 'Konto dieser Installation; Kennwort am Bildschirm oder als Zeile');
}

export function login(app: App, own: LoginOptions, context: CliContext): Promise<Person> {
  return app.login({
    as: own.as,
    password: () => readPassword('Kennwort: ', context),
    show: ({ address, code, minutes }) =>
      process.stderr.write(
        `Bitte melden Sie sich an: ${address}\nCode: ${code} (gilt ${minutes} Minuten)\nWarten auf die Anmeldung …\n`,
      ),
  });
}

/** From the file that the environment names, from the terminal without echo, or one line of the input; never an argument. */
export async function readPassword(question: string, { environment, signal }: CliContext): Promise<string> {
  const file = environment[PASSWORD_FILE];
  if (file) return (await readFile(file, 'utf8').catch(() => '')).split(/\r?\n/)[0] ?? '';
  return process.stdin.isTTY ? askSilently(question, signal) : readLine();
}

/** `ja` goes on. Where nobody sits at a terminal, only `--yes` does. */
export async function confirm(question: string, own: { readonly yes?: boolean }): Promise<void> {
  if (own.yes === true) return;
  if (!process.stdin.isTTY) throw notConfirmed('Ohne Bildschirm fragt das Programm nicht nach.');
  process.stderr.write(`${question} (ja/nein) `);
  if ((await readLine()).trim().toLowerCase() !== 'ja') throw notConfirmed('Nicht bestätigt.');
}

function askSilently(question: string, signal: AbortSignal): Promise<string> {
  const { stdin, stderr } = process;
  // First nothing is echoed any more, then the question is asked.
  stdin.setRawMode(true).setEncoding('utf8').resume();
  stderr.write(question);
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (work: () => void) => {
      stdin.off('data', read).setRawMode(false).pause();
      stderr.write('\n');
      work();
    };
    const read = (text: string) => {
      for (const sign of text) {
        if (sign === '\r' || sign === '\n') return end(() => resolve(typed));
        if (sign === '\u0003' || sign === '\u0004') return end(() => reject(notConfirmed('Abgebrochen.')));
        typed = sign === '\u007F' || sign === '\b' ? typed.slice(0, -1) : typed + sign;
      }
    };
    stdin.on('data', read);
    signal.addEventListener('abort', () => end(() => reject(notConfirmed('Abgebrochen.'))), { once: true });
  });
}

async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
  }
}

function notConfirmed(message: string): SyncError {
  return new SyncError({
    code: 'login.not-confirmed',
    kind: 'usage',
    message: `${message} Es wurde nichts geändert.`,
    hint: 'Wiederholen Sie den Befehl. Am Bildschirm antworten Sie mit „ja“; in einem Skript bestätigt „--yes“.',
  });
}
