/** `kmsync accounts`: local accounts of an installation on one machine. */
import { InvalidArgumentError, type Command } from 'commander';
import type { App } from '../app.ts';
import { ROLES, ROLE_LABELS, type Role } from '../engine/approval/person.ts';
import { print, printJson, withApp, type AddCommand } from './command.ts';
import { readPassword } from './login.ts';

export const addAccounts: AddCommand = (program, context) => {
  const accounts = program
    .command('accounts')
    .description('Konten dieser Installation, wo nicht die Anmeldung von KomMonitor gilt');
  const onLedger = (command: Command, work: (app: App) => Promise<void>) =>
    withApp(command, context, work, 'none');
  accounts
    .command('add')
    .description('ein Konto anlegen; das Kennwort wird am Bildschirm oder als eine Zeile gelesen')
    .argument('<name>', 'Name des Kontos')
    .requiredOption('--role <rolle>', `${ROLES.join(', ')}; mehrfach möglich`, roleOption)
    .option(
      '--group <name>',
      'Organisationseinheit, deren Aufträge das Konto sieht; mehrfach möglich',
      groupOption,
    )
    .action(async (name: string, own: { role: Role[]; group?: string[] }, command) => {
      await onLedger(command, async (app) => {
        const { addAccount } = await import('../engine/approval/local-login.ts');
        const password = await readPassword('Neues Kennwort: ', context);
        await addAccount({ name, roles: own.role, password, groups: own.group ?? [] }, app.ports);
        print(`Konto ${name} angelegt: ${own.role.map((role) => ROLE_LABELS[role]).join(', ')}.`);
      });
    });
  accounts
    .command('list')
    .description('alle Konten mit ihren Berechtigungen')
    .action(async (_own: unknown, command) => {
      await withApp(
        command,
        context,
        async (app, options) => {
          const all = (await app.ledger.accounts()).map(({ name, roles, locked, groups = [] }) => ({
            name,
            roles,
            locked,
            groups,
          }));
          if (options.json) return printJson(all);
          if (all.length === 0) return print('Es gibt noch kein Konto.');
          for (const { name, roles, locked, groups } of all)
            print([name, roles.join(', '), ...groups, ...(locked ? ['gesperrt'] : [])].join('  '));
        },
        'none',
      );
    });
  accounts
    .command('lock')
    .description('ein Konto sperren, mit --undo wieder öffnen')
    .argument('<name>', 'Name des Kontos')
    .option('--undo', 'die Sperre aufheben')
    .action(async (name: string, own: { undo?: boolean }, command) => {
      await onLedger(command, async (app) => {
        const { setLocked } = await import('../engine/approval/local-login.ts');
        await setLocked(name, own.undo !== true, app.ports);
        print(`Konto ${name} ${own.undo ? 'wieder geöffnet' : 'gesperrt'}.`);
      });
    });
  accounts
    .command('groups')
    .description('die Organisationseinheiten eines Kontos setzen; ohne Angabe gehört es zu keiner')
    .argument('<name>', 'Name des Kontos')
    .option('--group <name>', 'mehrfach möglich', groupOption)
    .action(async (name: string, own: { group?: string[] }, command) => {
      await onLedger(command, async (app) => {
        const { setGroups } = await import('../engine/approval/local-login.ts');
        await setGroups(name, own.group ?? [], app.ports);
        print(`Konto ${name}: ${own.group?.join(', ') ?? 'keine Organisationseinheit'}.`);
      });
    });
  accounts
    .command('password')
    .description('ein neues Kennwort setzen')
    .argument('<name>', 'Name des Kontos')
    .action(async (name: string, _own: unknown, command) => {
      await onLedger(command, async (app) => {
        const { setPassword } = await import('../engine/approval/local-login.ts');
        await setPassword(name, await readPassword('Neues Kennwort: ', context), app.ports);
        print(`Kennwort von ${name} geändert.`);
      });
    });
};

function groupOption(text: string, before: string[] | undefined): string[] {
  return [...new Set([...(before ?? []), text.trim()])];
}

function roleOption(text: string, before: Role[] | undefined): Role[] {
  const role = ROLES.find((each) => each === text);
  if (role === undefined) throw new InvalidArgumentError(`Erwartet wird eine von ${ROLES.join(', ')}.`);
  return [...new Set([...(before ?? []), role])];
}
