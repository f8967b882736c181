/** Section `area` of a profile: which area, of which level, a row speaks of. */
import * as z from 'zod';
import { columnName, id, key, level, pattern } from './words.ts';

const namedArea = z.strictObject({ level, key });

export const areaRule = z
  .strictObject({
    column: columnName,
    section: z
      .exactOptional(columnName)
      .describe(
        'Spalte, deren Text mit „ / “ vor den Namen tritt, wo ein Name nicht eindeutig ist: Bezirke / Altona',
      ),
    strip: z.exactOptional(pattern).describe('regulärer Ausdruck: alle Treffer werden aus dem Text entfernt'),
    padTo: z.exactOptional(z.int().min(1).max(20)).describe('links mit Nullen auffüllen'),
    level: z.exactOptional(level).describe('alle Zeilen gehören zu dieser Raumebene'),
    levels: z
      .array(
        z.strictObject({
          level,
          match: pattern,
          strip: z.exactOptional(pattern),
          append: z
            .exactOptional(z.string().regex(/^\S+$/))
            .describe('wird angehängt: 05111 wird mit 000 zum Gemeindeschlüssel'),
        }),
      )
      .default([])
      .describe('Raumebene nach Gestalt des Schlüssels; der erste Treffer gilt'),
    register: z
      .exactOptional(id)
      .describe('Codeliste der Gebiete mit Gültigkeit: was am Stichtag nicht bestand, darf keine Zahl haben'),
    names: z.record(z.string().min(1), namedArea).default({}).describe('Name in der Lieferung zu Schlüssel'),
    firstRow: z
      .exactOptional(z.strictObject({ label: z.string().min(1), level, key }))
      .describe('die erste Zeile muss diesen Text tragen und ist dieses Gebiet'),
    residual: z
      .record(z.string().min(1), namedArea)
      .default({})
      .describe('Zeilen ohne Gebiet: zählen nur in der Summe des genannten Gebiets mit'),
    total: z
      .record(z.string().min(1), namedArea)
      .default({})
      .describe('Summenzeilen: Kontrollsumme für das genannte Gebiet, kein eigener Wert'),
  })
  .superRefine((rule, context) => {
    const byKey = rule.level !== undefined || rule.levels.length > 0;
    const byName = Object.keys(rule.names).length > 0;
    if (rule.level !== undefined && rule.levels.length > 0)
      context.addIssue({
        code: 'custom',
        path: ['level'],
        message: 'Nötig ist „level“ oder „levels“, nicht beides.',
      });
    if (!byKey && !byName)
      context.addIssue({ code: 'custom', path: [], message: 'Nötig ist „level“, „levels“ oder „names“.' });
    for (const member of ['residual', 'total'] as const)
      for (const label of Object.keys(rule[member]))
        if (label in rule.names || (member === 'total' && label in rule.residual))
          context.addIssue({
            code: 'custom',
            path: [member, label],
            message: `„${label}“ hat hier zwei Bedeutungen.`,
          });
  });
export type AreaRule = z.output<typeof areaRule>;
