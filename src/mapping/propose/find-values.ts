/** Which columns hold figures, and what a row counts where a row says it itself. */
import { isNumeric, type ColumnFacts } from './column-facts.ts';
import type { TableFacts } from './table-facts.ts';

/** One figure per row, with columns beside it that say what it is. */
export interface LongValues {
  readonly kind: 'long';
  readonly value: ColumnFacts;
  readonly quality: ColumnFacts | undefined;
  readonly measure: readonly ColumnFacts[];
  readonly measureLabel: ColumnFacts | undefined;
  readonly unit: ColumnFacts | undefined;
}

export interface WideValues {
  readonly kind: 'wide';
  readonly values: readonly ColumnFacts[];
  /** One quality column can only belong to all of them. */
  readonly quality: ColumnFacts | undefined;
}

const VALUE_LABEL = /^(?:value|wert|werte)$/iu;
const QUALITY_LABEL = /^(?:value_q|qualit(?:ä|ae)t|zeichen|.*_q|werterlaeuternde_zeichen)$/iu;
const UNIT_LABEL = /^(?:value_unit|einheit|ma(?:ß|ss)einheit|unit)$/iu;
const MEASURE_LABEL =
  /^(?:value_variable_code|merkmal_code|indikator(?:_?(?:id|code|nr))?|messgr(?:ö|oe)(?:ß|ss)e)$/iu;
const MEASURE_NAME = /^(?:value_variable_label|indikator_?(?:name|text|bezeichnung))$/iu;
const QUALITY = /^(?:\(\)|KLAMMERN|[prse])$/u;
/** Digits that stand for something and count nothing. */
const CODE_LABEL = /(?:^|[ _-])(?:id|nr|nummer|code|key|plz|ags|fid|objectid|schl(?:ü|ue)ssel)$/iu;

export function findValues({ columns }: TableFacts, placed: readonly ColumnFacts[]): LongValues | WideValues {
  const free = columns.filter((column) => !placed.includes(column));
  const quality = free.find(isQuality);
  const unit = free.find(({ label }) => UNIT_LABEL.test(label));
  const measure = free.find(({ label }) => MEASURE_LABEL.test(label));
  const figures = free.filter((column) => isNumeric(column) && column !== measure && column !== unit);
  const value = figures.find(({ label }) => VALUE_LABEL.test(label));
  if (value && (unit ?? measure ?? quality))
    return {
      kind: 'long',
      value,
      quality,
      unit,
      measure: [measure, unit].flatMap((column) => column ?? []),
      measureLabel: free.find(({ label }) => MEASURE_NAME.test(label)),
    };
  return { kind: 'wide', values: figures.filter((column) => !isId(column)), quality };
}

function isQuality({ label, texts, manyTexts }: ColumnFacts): boolean {
  return QUALITY_LABEL.test(label) && !manyTexts && [...texts.keys()].every((text) => QUALITY.test(text));
}

/** Coordinates of a grid, running numbers and keys of other things are digits too. */
function isId({ label, leadingZeros, notations }: ColumnFacts): boolean {
  if (notations.comma + notations.point > 0) return false;
  return CODE_LABEL.test(label) || leadingZeros > 0 || /^(?:ost|nord|x_mp_.*|y_mp_.*)$/iu.test(label);
}
