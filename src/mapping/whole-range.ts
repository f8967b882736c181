/** Ranges of whole numbers as codes: `0-2`, `20`, `80-x`. Ages in completed years, persons of a household. */
import * as z from 'zod';

export interface WholeRange {
  /** As it is written. */
  readonly code: string;
  readonly from: number;
  /** Included; null: open. */
  readonly to: number | null;
}

const RANGE = /^(?<from>0|[1-9]\d{0,2})(?:-(?<to>[1-9]\d{0,2}|x))?$/;

/** A list of ranges that, in order, hold every whole number from `first` on exactly once. */
export function wholeRanges(first: number) {
  return z
    .array(z.string().regex(RANGE, { error: 'Eine Gruppe wird 0-2, 20 oder 80-x geschrieben.' }))
    .min(1)
    .superRefine((codes, context) => {
      const message = gapIn(codes.map(rangeOf), first);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    });
}

export function rangeOf(code: string): WholeRange {
  const { from = '', to } = RANGE.exec(code)?.groups ?? {};
  return { code, from: Number(from), to: to === 'x' ? null : Number(to ?? from) };
}

function gapIn(ranges: readonly WholeRange[], first: number): string | undefined {
  let next: number | null = first;
  for (const { code, from, to } of ranges) {
    if (next === null) return `Nach der offenen Gruppe steht noch „${code}“.`;
    if (from !== next) return `Die Gruppe „${code}“ müsste bei ${next} beginnen.`;
    if (to !== null && to < from) return `Die Gruppe „${code}“ endet, bevor sie beginnt.`;
    next = to === null ? null : to + 1;
  }
  return next === null
    ? undefined
    : 'Die letzte Gruppe ist nicht offen; sie wird zum Beispiel 80-x geschrieben.';
}
