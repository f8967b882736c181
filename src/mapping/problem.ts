/** A mistake in a configuration file at its place, and the one error that carries all of them. */
import { SyncError } from '../errors.ts';

export interface Position {
  /** Both 1-based. */
  readonly line: number;
  readonly column: number;
}

export interface Problem extends Position {
  /** Relative to the program or site directory: `mappings/levels/stadt.yaml`. */
  readonly file: string;
  /** German. */
  readonly message: string;
}

/** Where a configuration value was written, so that later checks can point at it. */
export interface Origin {
  readonly file: string;
  /** Position of the value at the path, or of the nearest thing above it that exists. */
  readonly positionOf: (path: readonly PropertyKey[]) => Position;
  /** Of the whole file, where it was read as a whole. */
  readonly text?: string;
}

export function problemAt(origin: Origin, path: readonly PropertyKey[], message: string): Problem {
  return { file: origin.file, ...origin.positionOf(path), message };
}

/** All problems in one error, in file and line order: nobody likes to learn them one run at a time. */
export function configurationError(problems: readonly Problem[]): SyncError {
  const sorted = [...problems].sort(
    (a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column,
  );
  const lines = sorted.map((p) => `${p.file}:${p.line}:${p.column} ${p.message}`);
  const count = lines.length === 1 ? 'einen Fehler' : `${lines.length} Fehler`;
  return new SyncError({
    code: 'mapping.invalid',
    kind: 'configuration',
    message: `Die Konfiguration enthält ${count}:\n${lines.join('\n')}`,
    hint: 'Bitte berichtigen Sie die genannten Stellen. Angegeben sind Datei, Zeile und Spalte.',
  });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
