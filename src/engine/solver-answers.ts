/**
 * Replies of the solver's process, checked before anybody believes them: what comes from another process is unknown.
 * Whether a pattern protects is decided there; that it speaks of these cells, and of all that are secret, here.
 */
import * as z from 'zod';
import type { Audit, Exposure, Problem, ProblemCell, Protection } from '../disclosure/problem.ts';

/** May be infinite, never NaN. */
const bound = z.custom<number>((value) => typeof value === 'number' && !Number.isNaN(value));
const interval = z.strictObject({ lo: bound, hi: bound });
const need = z.strictObject({ high: z.exactOptional(bound), low: z.exactOptional(bound) });
const exposure = z.strictObject({ cell: z.string(), interval, need, witnesses: z.array(z.string()) });
const count = z.int().min(0);
const audit = z.strictObject({
  safe: z.boolean(),
  intervals: z.map(z.string(), interval),
  exposures: z.array(exposure),
  programs: count,
  harvested: count,
});
const pattern = z.strictObject({
  hidden: z.array(z.string()),
  cost: z.number().min(0),
  bound: z.number().nullable(),
  proven: z.boolean(),
  way: z.enum(['nothing-to-do', 'optimal', 'repaired', 'heuristic']),
});
const protection = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('safe'), pattern, audit }),
  z.strictObject({ outcome: z.literal('infeasible'), exposures: z.array(exposure).min(1) }),
]);
const reply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), index: count, solver: z.string().min(1), answer: z.unknown() }),
  z.strictObject({ kind: z.literal('failed'), index: count, message: z.string(), hint: z.string() }),
]);

export type CheckedReply = z.output<typeof reply>;

/** undefined: not a reply. */
export function readReply(heard: unknown): CheckedReply | undefined {
  return reply.safeParse(heard).data;
}

/** undefined: not an audit of this problem. */
export function readAudit(answer: unknown, problem: Problem): Audit | undefined {
  const parsed = audit.safeParse(answer).data;
  const isSecret = ({ status }: ProblemCell) => status === 'hidden' || status === 'unpublished';
  return parsed && isAuditOf(problem, parsed, isSecret) ? parsed : undefined;
}

/** undefined: not a protection of this problem. */
export function readProtection(answer: unknown, problem: Problem): Protection | undefined {
  const parsed = protection.safeParse(answer).data;
  if (!parsed) return undefined;
  if (parsed.outcome === 'infeasible') return areExposuresOf(problem, parsed.exposures) ? parsed : undefined;
  const hidden = new Set(parsed.pattern.hidden);
  const isSecret = ({ id, status }: ProblemCell) => hidden.has(id) || status === 'unpublished';
  const holds =
    parsed.audit.safe &&
    hidden.size === parsed.pattern.hidden.length &&
    isPatternOf(problem, hidden) &&
    isAuditOf(problem, parsed.audit, isSecret);
  return holds ? parsed : undefined;
}

/** What was secret stays secret, what must stand stays published, and nothing else is spoken of. */
function isPatternOf({ cells }: Problem, hidden: ReadonlySet<string>): boolean {
  let met = 0;
  for (const { id, status } of cells) {
    if (status === 'hidden' && !hidden.has(id)) return false;
    if (!hidden.has(id)) continue;
    if (status === 'frozen' || status === 'unpublished') return false;
    met += 1;
  }
  return met === hidden.size;
}

function isAuditOf(problem: Problem, audit: Audit, isSecret: (cell: ProblemCell) => boolean): boolean {
  const known = idsOf(problem);
  const asked = problem.cells.filter((cell) => cell.need && isSecret(cell));
  return (
    audit.safe === (audit.exposures.length === 0) &&
    asked.every(({ id }) => audit.intervals.has(id)) &&
    [...audit.intervals.keys()].every((id) => known.has(id)) &&
    areExposuresOf(problem, audit.exposures)
  );
}

function areExposuresOf(problem: Problem, exposures: readonly Exposure[]): boolean {
  const known = idsOf(problem);
  return exposures.every(({ cell, witnesses }) => [cell, ...witnesses].every((id) => known.has(id)));
}

function idsOf({ cells }: Problem): ReadonlySet<string> {
  return new Set(cells.map(({ id }) => id));
}
