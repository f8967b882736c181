/** Metadata of a dataset as KomMonitor asks for it, shared by levels and indicators. */
import * as z from 'zod';
import { UPDATE_INTERVALS } from '../core/indicator.ts';
import { text } from './words.ts';

const required = z.strictObject({
  contact: text,
  datasource: text,
  description: text,
  updateInterval: z.enum(UPDATE_INTERVALS),
});

export const metadata = required.extend({
  databasis: text.default(''),
  note: text.default(''),
  literature: text.default(''),
});

/** For `defaults` and for entries that only override some members. */
export const partialMetadata = z.strictObject({
  contact: z.exactOptional(text),
  datasource: z.exactOptional(text),
  description: z.exactOptional(text),
  updateInterval: z.exactOptional(z.enum(UPDATE_INTERVALS)),
  databasis: z.exactOptional(text),
  note: z.exactOptional(text),
  literature: z.exactOptional(text),
});
