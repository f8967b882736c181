import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { germanError, germanTitle } from './german-help.ts';

/** What the parser itself says, through the translation. */
function said(...given: string[]): string {
  let text = '';
  const program = new Command('kmsync').exitOverride().configureOutput({
    writeErr: (part) => (text += part),
    outputError: (part, write) => write(germanError(part)),
  });
  program
    .command('show')
    .argument('<plan>', 'Kennung')
    .option('--limit <anzahl>', 'Anzahl')
    .exitOverride()
    .action(() => undefined);
  try {
    program.parse(given, { from: 'user' });
  } catch {
    return text.trim();
  }
  return text.trim();
}

describe('what the parser says', () => {
  it.each([
    [['show'], 'Fehler: Es fehlt die Angabe „plan“.'],
    [['show', 'a', 'b'], 'Fehler: zu viele Angaben.'],
    [['show', 'a', '--limit'], 'Fehler: Zur Option „--limit <anzahl>“ fehlt der Wert.'],
    [['show', 'a', '--farbe'], 'Fehler: Die Option „--farbe“ gibt es nicht.'],
    [['shwo', 'a'], 'Fehler: Den Befehl „shwo“ gibt es nicht.\n(Gemeint vielleicht: show)'],
  ])('%j becomes German', (given, text) => {
    expect(said(...given)).toBe(text);
  });

  it('leaves alone what it does not know', () => {
    expect(germanError('etwas anderes')).toBe('etwas anderes');
    expect(germanTitle('Extras:')).toBe('Extras:');
  });

  it('has German titles for every part of the help', () => {
    const help = new Command('kmsync').argument('[x]', 'x').option('-x', 'x').configureHelp({
      styleTitle: germanTitle,
    });
    help.command('show').description('zeigen');

    const text = help.helpInformation();

    for (const title of ['Aufruf:', 'Angaben:', 'Optionen:', 'Befehle:']) expect(text).toContain(title);
    expect(text).not.toMatch(/Usage|Arguments|Options|Commands/);
  });
});
