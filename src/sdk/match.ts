/**
 * File name patterns with `*` for any characters but `/`. Not a full glob: no braces, no classes, no `**`.
 * Case and the two spellings of umlauts (one sign, or letter plus dots as macOS writes it) make no difference.
 */

/** True where the whole name fits the pattern. `*` does not begin a hidden file or an office lock file. */
export function matchesName(pattern: string, name: string): boolean {
  if (pattern.startsWith('*') && isLeftover(name)) return false;
  return expression(pattern).test(name.normalize('NFC'));
}

/** `.DS_Store` and the lock `~$Tabelle.xlsx` that Excel leaves beside an open workbook. */
function isLeftover(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$');
}

function expression(pattern: string): RegExp {
  const literal = pattern.normalize('NFC').replaceAll(/[\\^$.+?()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll('*', '[^/]*')}$`, 'iu');
}
