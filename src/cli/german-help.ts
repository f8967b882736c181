/** The parser's own English words, for people who read German. */
const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Aufruf:',
  'Arguments:': 'Angaben:',
  'Options:': 'Optionen:',
  'Global Options:': 'Allgemeine Optionen:',
  'Commands:': 'Befehle:',
};

const ERRORS: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown option '(.+?)'/, 'Fehler: Die Option „$1“ gibt es nicht.'],
  [/^error: unknown command '(.+?)'/, 'Fehler: Den Befehl „$1“ gibt es nicht.'],
  [/^error: missing required argument '(.+?)'/, 'Fehler: Es fehlt die Angabe „$1“.'],
  [/^error: option '(.+?)' argument missing/, 'Fehler: Zur Option „$1“ fehlt der Wert.'],
  [
    /^error: option '(.+?)' argument '(.*?)' is invalid\./,
    'Fehler: Der Wert „$2“ der Option „$1“ ist nicht erlaubt.',
  ],
  [
    /^error: command-argument value '(.*?)' is invalid for argument '(.+?)'\./,
    'Fehler: „$1“ ist als „$2“ nicht erlaubt.',
  ],
  [/^error: too many arguments.*\n?/, 'Fehler: zu viele Angaben.\n'],
  [/Allowed choices are (.+?)\./, 'Erlaubt sind: $1.'],
  [/\(Did you mean (.+?)\?\)/, '(Gemeint vielleicht: $1)'],
];

export function germanTitle(title: string): string {
  return TITLES[title] ?? title;
}

/** Placeholders and defaults in usage lines and lists. */
export function germanTerm(text: string): string {
  return text
    .replace('[options]', '[Optionen]')
    .replace('[command]', '[Befehl]')
    .replace(/\(choices: [^)]*, default: "(.*?)"\)/, '(sonst $1)')
    .replace(/ ?\(choices: [^)]*\)/, '')
    .replace(/\(default: (?:"(.*?)"|(.+?))\)/, '(sonst $1$2)');
}

export function germanError(text: string): string {
  return ERRORS.reduce((line, [pattern, german]) => line.replace(pattern, german), text);
}
