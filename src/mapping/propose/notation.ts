/** How the figures of a delivery are written, proven from all cells of its value columns; never from a single one. */
import type { NumberNotation } from '../../formats/number-text.ts';
import type { ColumnFacts } from './column-facts.ts';
import { numberIn, thousandsIn } from './written.ts';

export interface ProposedNotation {
  readonly decimal: 'comma' | 'point' | 'proven';
  readonly thousands: NumberNotation['thousands'];
  readonly check?: string;
  /** German: what a person has to say before the profile can run. */
  readonly missing?: string;
}

export function proposeNotation(values: readonly ColumnFacts[]): ProposedNotation {
  const comma = values.filter(({ notations }) => notations.comma > 0);
  const point = values.filter(({ notations }) => notations.point > 0);
  const ambiguous = values.filter(({ notations }) => notations.ambiguous > 0);
  if (comma.length > 0 && point.length > 0)
    return {
      decimal: 'proven',
      thousands: 'none',
      check: `Spalten schreiben Zahlen verschieden: Komma etwa in „${comma[0]?.label}“, Punkt in „${point[0]?.label}“`,
    };
  if (comma.length + point.length === 0) return withoutProof(ambiguous);

  const decimal = comma.length > 0 ? 'comma' : 'point';
  const thousands = thousandsOf(values, decimal);
  const unproven = ambiguous.find(({ notations }) => notations.comma + notations.point === 0);
  if (thousands.length > 1)
    return { decimal: 'proven', thousands: 'none', check: 'zwei verschiedene Tausenderzeichen' };
  return {
    decimal,
    thousands: thousands[0] ?? 'none',
    ...(unproven === undefined
      ? {}
      : { check: `in Spalte „${unproven.label}“ ist das Zeichen nur aus den anderen Spalten geschlossen` }),
  };
}

function withoutProof(ambiguous: readonly ColumnFacts[]): ProposedNotation {
  const [column] = ambiguous;
  if (!column)
    return {
      decimal: 'comma',
      thousands: 'none',
      check: 'keine Zahl trägt ein Dezimal- oder Tausenderzeichen; angenommen ist das Komma',
    };
  const examples = ambiguous.flatMap((one) => one.examples.ambiguous);
  if (examples.every((text) => !/[.,]/.test(text)))
    return {
      decimal: 'comma',
      thousands: 'space',
      check: 'keine Zahl hat Nachkommastellen; angenommen ist das Komma',
    };
  const missing = `In Spalte „${column.label}“ passt jede Zahl mit einem Zeichen zu beiden Lesarten (wie 1.234). Ist es das Tausender- oder das Dezimalzeichen? Tragen Sie „decimal“ und „thousands“ ein.`;
  return {
    decimal: 'proven',
    thousands: 'none',
    check:
      'ob das Zeichen Tausender oder Dezimalstellen trennt, beweist die Datei nicht: decimal und thousands eintragen',
    missing,
  };
}

function thousandsOf(values: readonly ColumnFacts[], decimal: 'comma' | 'point') {
  const found = new Set<Exclude<NumberNotation['thousands'], 'none'>>();
  for (const { examples } of values)
    for (const text of [...examples[decimal], ...examples.ambiguous]) {
      const mark = thousandsIn(text, decimal);
      if (mark) found.add(mark);
    }
  return [...found];
}

/** All figures of the column are whole under the notation, also those that could be read either way. */
export function isWhole(column: ColumnFacts, { decimal }: ProposedNotation): boolean {
  if (!column.whole || column.notations.ambiguous === 0) return column.whole;
  if (decimal === 'proven') return false;
  return column.examples.ambiguous.every((text) => Number.isInteger(numberIn(text, decimal)));
}
