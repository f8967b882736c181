/** What a file is called on pages, in findings and in the ledger: the name alone, without anything that acts. Pure. */

/** Names of more bytes than this do not fit into a folder. */
const LONGEST_BYTES = 180;
/** Controls, and signs that turn the direction in which the rest of a line is read. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

export function plainFileName(sent: string): string {
  const last = sent.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const visible = last.replace(INVISIBLE, '').trim().replace(/^\.+/, '').trim();
  return shortened(visible === '' ? 'lieferung' : visible);
}

/** From the middle, so that the ending stays. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_BYTES) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  let begin = '';
  for (const sign of name) {
    if (Buffer.byteLength(begin + sign + ending) > LONGEST_BYTES) break;
    begin += sign;
  }
  return begin + ending;
}
