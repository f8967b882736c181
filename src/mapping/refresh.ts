/** Section `refresh` of a job: where an official code list comes from, and what of it is taken. */
import * as z from 'zod';
import { dateRule } from './profile-date.ts';
import { day, id, line, opaque, pattern, text, title } from './words.ts';

export const refreshRule = z
  .strictObject({
    codes: id.describe('Kennung der Codeliste'),
    title: title.describe('Titel der Codeliste'),
    connector: id,
    config: opaque,
    layout: z.looseObject({ form: id }),
    key: z.strictObject({
      column: z.string().min(1),
      keep: pattern.describe('Schlüssel, die übernommen werden'),
      skip: z.exactOptional(pattern).describe('Schlüssel, die übergangen werden; andere sind ein Fehler'),
      strip: z.exactOptional(pattern).describe('alle Treffer werden entfernt'),
    }),
    label: z.string().min(1).describe('Spalte der Bezeichnung'),
    asOf: dateRule.describe('Stand der Quelle'),
    absent: z
      .enum(['end', 'keep'])
      .describe('end: was fehlt, gilt nicht mehr; keep: die Quelle nennt nie alle Schlüssel'),
    changedOn: z.exactOptional(day).describe('Tag, an dem sich der Bestand zuletzt geändert hat'),
    also: z
      .exactOptional(z.record(z.string().min(1), text.min(1)))
      .describe('Schlüssel und Bezeichnungen, die es gibt, die Quelle aber nicht nennt'),
    source: z.strictObject({ name: title, licence: title, coverage: z.exactOptional(line) }),
  })
  .refine(({ asOf }) => asOf.from !== 'header' && asOf.from !== 'labels', {
    path: ['asOf', 'from'],
    error: 'Der Stand steht in einer Spalte, im Titel, im Dateinamen oder wird angegeben.',
  });
export type RefreshRule = Readonly<z.output<typeof refreshRule>>;
