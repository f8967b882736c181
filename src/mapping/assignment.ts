/**
 * Section `assignment` of a spatial level: by what addresses are brought to its areas. Sources only; how an address is
 * matched is the program's affair and the same for everybody.
 */
import * as z from 'zod';
import { tableSource } from './table-source.ts';
import { day, key, level } from './words.ts';

const column = z.string().min(1);

const kglColumns = z
  .strictObject({
    gemeinde: z.exactOptional(column),
    streetKey: z.exactOptional(column),
    streetName: z.exactOptional(column),
    side: z.exactOptional(column),
    fromNumber: column,
    fromSuffix: z.exactOptional(column),
    toNumber: column,
    toSuffix: z.exactOptional(column),
    unit: column,
    validFrom: z.exactOptional(column),
    validTo: z.exactOptional(column),
  })
  .refine(({ streetKey, streetName }) => streetKey !== undefined || streetName !== undefined, {
    error: 'Nötig ist „streetKey“ oder „streetName“.',
  });

const kgl = tableSource
  .extend({
    kind: z.literal('kgl').describe('Kleinräumige Gliederung: Straße, Seite, von, bis, Raumeinheit'),
    columns: kglColumns,
    gemeinde: z.exactOptional(key).describe('AGS, wenn das Verzeichnis nur eine Gemeinde umfasst'),
  })
  .refine(({ columns, gemeinde }) => (columns.gemeinde === undefined) !== (gemeinde === undefined), {
    error: 'Nötig ist genau eines: „gemeinde“ oder die Spalte unter „columns: gemeinde:“.',
  });

const votemanager = tableSource.extend({
  kind: z.literal('votemanager').describe('Straßendatei aus votemanager, nach Namen'),
  columns: z.exactOptional(
    z.strictObject({ gemeinde: column, streetName: column, range: column, unit: column }),
  ),
  editions: z
    .array(z.strictObject({ validFrom: day, file: z.string().min(1) }))
    .min(1)
    .describe('die Datei nennt keine Gültigkeit; jede gilt, bis die nächste beginnt'),
});

const coordinates = tableSource.extend({
  kind: z.enum(['gebref', 'hauskoordinaten']),
  agsStart: z.string().regex(/^\d{2,8}$/, { error: 'Der Anfang eines AGS besteht aus 2 bis 8 Ziffern.' }),
});

export const assignment = z
  .strictObject({
    gemeindeLevel: level.describe(
      'Raumebene der Gemeinden; was keiner Raumeinheit zugeordnet ist, zählt dort',
    ),
    directory: z.exactOptional(z.discriminatedUnion('kind', [kgl, votemanager])),
    coordinates: z.exactOptional(coordinates).describe('amtliche Hauskoordinaten'),
    aliases: z.exactOptional(tableSource).describe('umbenannte Straßen, von jemandem bestätigt'),
    protected: z.exactOptional(tableSource).describe('geschützte Adressen: zählen nur für die Gemeinde'),
    institutions: z.exactOptional(tableSource).describe('Heime, Haftanstalten, Unterkünfte'),
  })
  .refine((file) => file.directory !== undefined || file.coordinates !== undefined, {
    error: 'Nötig ist „directory“ oder „coordinates“.',
  });
export type AssignmentSources = Readonly<z.output<typeof assignment>>;
