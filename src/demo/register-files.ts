/** `einwohner_<jahr>.csv` and `bewegungen_<jahr>.csv`: Windows-1252, CRLF, no quotes. */
import { encodeText } from './encode-text.ts';
import type { County } from './generate-county.ts';
import { movementLines } from './movement-lines.ts';
import { registerLines } from './register-lines.ts';

export function registerFile(county: County, index: number): Buffer {
  return encoded(registerLines(county, county.snapshots[index]!));
}

export function movementFile(county: County, index: number): Buffer {
  return encoded(movementLines(county, index));
}

function encoded(lines: Iterable<string>): Buffer {
  return encodeText([...lines, ''].join('\r\n'), 'windows-1252');
}
