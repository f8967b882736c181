/** Parts that several answers of KomMonitor share, as zod shapes that end in our own words. Only members that are used. */
import { z } from 'zod';
import { UPDATE_INTERVALS, type DatasetMetadata } from '../core/indicator.ts';
import { parseReferenceDate, type ReferenceDate } from '../core/reference-date.ts';
import type { Access } from '../sync/target.ts';

export const dayShape = z.string().transform((text, context): ReferenceDate => {
  const date = parseReferenceDate(text);
  if (date) return date;
  context.addIssue({ code: 'custom', message: 'kein Datum der Form JJJJ-MM-TT' });
  return z.NEVER;
});

/** KomMonitor stores an empty text and no text at all; both say nothing, so both become the empty text. */
export const textShape = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

export const nullableText = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

const metadataMembers = z.object({
  contact: textShape,
  datasource: textShape,
  description: textShape,
  updateInterval: z.enum(UPDATE_INTERVALS).nullish(),
  databasis: textShape,
  note: textShape,
  literature: textShape,
  lastUpdate: textShape,
  sridEPSG: z.number().nullish(),
});

export interface StoredMetadata {
  readonly metadata: DatasetMetadata;
  readonly lastUpdate: string;
  readonly sridEPSG: number | null;
}

export const metadataShape = metadataMembers
  .nullish()
  .transform((stored) => stored ?? metadataMembers.parse({}))
  .transform(({ lastUpdate, sridEPSG, updateInterval, ...texts }): StoredMetadata => {
    const metadata = { ...texts, updateInterval: updateInterval ?? 'ARBITRARY' };
    return { metadata, lastUpdate, sridEPSG: sridEPSG ?? null };
  });

/** Spread into a shape, then given to `accessOf`. A dataset from before version 5 may have no owner. */
export const accessMembers = {
  ownerId: textShape,
  permissions: z.array(z.string()).nullish(),
  isPublic: z.boolean().nullish(),
};

export function accessOf(stored: {
  ownerId: string;
  permissions?: string[] | null | undefined;
  isPublic?: boolean | null | undefined;
}): Access {
  const { ownerId, permissions, isPublic } = stored;
  return { ownerId, permissions: [...(permissions ?? [])].sort(), isPublic: isPublic ?? false };
}
