/** zod issues to problems: one per mistake, flattened out of unions, placed where the operator must edit. */
import type * as z from 'zod';
import { problemAt, type Origin, type Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** What the file holds at a path, as it is written there; undefined where it is not a plain value. */
export type SourceText = (path: readonly PropertyKey[]) => string | undefined;

export function problemsOf(issues: readonly Issue[], origin: Origin, written: SourceText): Problem[] {
  return issues.flatMap((issue) => problemsOfIssue(issue, [], origin, written));
}

function problemsOfIssue(
  issue: Issue,
  base: readonly PropertyKey[],
  origin: Origin,
  written: SourceText,
): Problem[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) =>
      problemAt(origin, [...path, name], `Unbekannter Schlüssel „${name}“${where(path)}.`),
    );
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return nearest(issue.errors).flatMap((inner) => problemsOfIssue(inner, path, origin, written));
  if (issue.code === 'invalid_union') {
    const expected =
      'options' in issue && Array.isArray(issue.options) ? `: ${issue.options.join(', ')}` : '';
    return [problemAt(origin, path, `Erlaubt ist eines von${where(path)}${expected}.`)];
  }
  if (issue.code === 'invalid_key')
    return issue.issues.map((inner) => problemAt(origin, path, `Schlüssel${where(path)}: ${inner.message}`));
  return [problemAt(origin, path, messageOf(issue, path, written))];
}

/** Of the alternatives the one the author most likely meant: no unknown keys, then the fewest mistakes. */
function nearest(alternatives: readonly (readonly Issue[])[]): readonly Issue[] {
  const weight = (issues: readonly Issue[]) =>
    issues.reduce((sum, issue) => {
      if (issue.code === 'unrecognized_keys') return sum + 10 * issue.keys.length;
      return sum + (issue.code === 'invalid_type' && issue.path.length === 0 ? 100 : 1);
    }, 0);
  return alternatives.reduce((best, next) => (weight(next) < weight(best) ? next : best));
}

function messageOf(issue: Issue, path: readonly PropertyKey[], written: SourceText): string {
  const source = written(path);
  if (issue.code === 'invalid_type' && issue.expected === 'string' && source !== undefined)
    return `„${source}“${where(path)} ist hier kein Text, sondern eine Zahl oder ein Wahrheitswert. Bitte in Anführungszeichen setzen: '${source}'.`;
  if (issue.code === 'invalid_type' && source === undefined && issue.message.endsWith('undefined'))
    return `Es fehlt „${path.join('.')}“.`;
  const text = issue.message.endsWith('.') ? issue.message : `${issue.message}.`;
  return path.length === 0 ? text : `${path.join('.')}: ${text}`;
}

function where(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : ` in „${path.join('.')}“`;
}
