/** Code list: what the codes of a dimension mean, and since when. */
import * as z from 'zod';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Origin } from './problem.ts';
import { day, id, line, text, title } from './words.ts';

const codes = z.record(
  z.string().min(1),
  z.strictObject({
    label: text.min(1).describe('Bezeichnung, wie sie in der Quelle steht'),
    to: z.exactOptional(line).describe('Code, unter dem die Zelle geführt wird, wenn er anders heißt'),
  }),
);

/** Where an official list comes from. Written by the job that brings it up to date. */
const listSource = z.strictObject({
  name: title,
  licence: title,
  asOf: day.describe('Stand der Quelle'),
  coverage: z.exactOptional(title).describe('was die Liste enthält und was nicht'),
});
export type CodeListSource = Readonly<z.output<typeof listSource>>;

export const codeListFile = z
  .strictObject({
    id,
    title,
    source: z.exactOptional(listSource),
    codes: z.exactOptional(codes),
    editions: z.exactOptional(
      z.array(z.strictObject({ validFrom: day, validTo: z.exactOptional(day), codes })).min(1),
    ),
  })
  .refine((list) => (list.codes === undefined) !== (list.editions === undefined), {
    error: 'Eine Codeliste hat entweder „codes“ oder „editions“, nicht beides.',
  });
export type CodeListFile = z.output<typeof codeListFile>;

export interface Code {
  readonly label: string;
  /** The code under which the cell is kept. */
  readonly to: string;
}

export interface CodeListEdition {
  readonly validFrom: ReferenceDate | null;
  readonly validTo: ReferenceDate | null;
  readonly codes: ReadonlyMap<string, Code>;
}

export interface CodeList {
  readonly id: string;
  readonly title: string;
  readonly source: CodeListSource | null;
  readonly editions: readonly CodeListEdition[];
  readonly origin: Origin;
  /** sha256 of the file's text. */
  readonly sha256: string;
}

export function codeListOf(file: CodeListFile, written: { origin: Origin; sha256: string }): CodeList {
  const editions = file.editions ?? [{ validFrom: null, codes: file.codes ?? {} }];
  return {
    id: file.id,
    title: file.title,
    source: file.source ?? null,
    editions: editions.map((edition) => ({
      validFrom: edition.validFrom,
      validTo: 'validTo' in edition ? (edition.validTo ?? null) : null,
      codes: new Map(
        Object.entries(edition.codes).map(([code, { label, to }]) => [code, { label, to: to ?? code }]),
      ),
    })),
    ...written,
  };
}

export function editionOn(list: CodeList, date: ReferenceDate): CodeListEdition | undefined {
  return list.editions.find(
    ({ validFrom, validTo }) =>
      (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo),
  );
}

/** Codes that cells can carry on the day; none where no edition holds. */
export function targetCodesOn(list: CodeList, date: ReferenceDate): Set<string> {
  return new Set([...(editionOn(list, date)?.codes.values() ?? [])].map((code) => code.to));
}

/** Every code that cells of this list can carry. */
export function targetCodes(list: CodeList): Set<string> {
  return new Set(list.editions.flatMap((edition) => [...edition.codes.values()].map((code) => code.to)));
}
