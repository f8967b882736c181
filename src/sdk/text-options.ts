/** What a profile may declare about a text file, as lists for schemas. */
import type { Delimiter } from '../formats/delimited.ts';
import type { DeclaredEncoding } from '../formats/encoding.ts';

export const ENCODINGS = [
  'utf-8',
  'windows-1252',
  'iso-8859-1',
  'cp850',
  'utf-16le',
] as const satisfies readonly DeclaredEncoding[];

export const DELIMITERS = [';', ',', '\t', '|'] as const satisfies readonly Delimiter[];
