/**
 * The report of one run as a document, put together from what the ledger knows. It may be passed on: findings
 * appear as addresses without what was found there, cells as counts, and no value at all.
 */
import * as z from 'zod';

const count = z.int().min(0);
const instant = z.iso.datetime();

const findingGroup = z.strictObject({
  code: z.string(),
  severity: z.enum(['block', 'error', 'warning', 'info']),
  count,
  text: z.string().describe('German sentence; what was found and expected is left out as …'),
  places: z.array(z.string()).describe('the first places, as a person would name them'),
});

export const runDocument = z.strictObject({
  format: z.literal(1),
  sentence: z.string().describe('how the run ended, in one German sentence'),
  run: z.strictObject({
    id: z.string(),
    job: z.string().describe('id'),
    title: z.string().describe('of the job, or its id where the site has it no more'),
    kind: z.enum(['sync', 'apply', 'rollback', 'check', 'plan', 'intake']),
    state: z.string(),
    startedAt: instant,
    finishedAt: instant.nullable(),
    durationMs: count.nullable(),
    rollsBack: z.string().nullable(),
  }),
  inputs: z
    .array(
      z.strictObject({
        file: z.string(),
        bytes: count,
        sha256: z.string(),
        profile: z.string(),
        profileSha256: z.string().describe('sha256 of the profile file'),
        dataset: z.string(),
        rows: count.describe('body rows read'),
        dates: z.array(z.string()).describe('reference dates the file speaks for'),
        taken: z.boolean().describe('false: a finding kept it from being taken'),
      }),
    )
    .describe('files of deliveries that were read to their end, in that order'),
  quality: z
    .array(
      z.strictObject({
        file: z.string(),
        dataset: z.string(),
        date: z.string(),
        figures: z.array(
          z.strictObject({ id: z.string(), light: z.string() }).describe('quality figures and their light'),
        ),
      }),
    )
    .describe('deliveries that were measured, per reference date'),
  findings: z.strictObject({ block: count, error: count, warning: count, info: count }),
  findingGroups: z.array(findingGroup),
  plan: z
    .strictObject({
      hash: z.string(),
      target: z.string().describe('address without user, password and query'),
      fingerprint: z.string(),
      createdAt: instant,
      expiresAt: instant,
      policy: z.string().describe('hash of the rules of disclosure control'),
      operations: z.array(z.strictObject({ kind: z.string(), count })),
      cells: z.strictObject({
        create: count,
        update: count,
        unchanged: count,
        remove: count,
        suppressed: count,
      }),
    })
    .nullable(),
  execution: z.strictObject({
    operations: z.array(z.strictObject({ state: z.string(), count })),
    attempts: count.describe('writes sent, repetitions included'),
    repeated: count.describe('operations that needed more than one attempt'),
  }),
  verification: z.strictObject({ cells: count, mismatches: count }).nullable(),
  software: z.strictObject({ program: z.string() }),
});

export type RunDocument = z.output<typeof runDocument>;

/** Schema of the document, for whoever reads it by program. */
export function runDocumentSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(runDocument), null, 2)}\n`;
}
