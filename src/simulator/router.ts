/** Finds the route of a request, or the framework error 404, 405, 415 or 406, in this order. */
import { covers, JSON_TYPE } from './accept.ts';
import { FrameworkFailure } from './failure.ts';
import type { Route } from './route.ts';

export interface Match {
  readonly route: Route;
  readonly params: Record<string, string>;
}

export interface Wanted {
  readonly method: string;
  /** Below `/management`. */
  readonly path: string;
  readonly accept: string | null;
  readonly contentType: string | null;
}

export type Router = (wanted: Wanted) => Match;

export function makeRouter(routes: readonly Route[]): Router {
  const known = routes.map((route) => ({ route, segments: route.path.split('/') }));
  return ({ method, path, accept, contentType }) => {
    const segments = path.split('/').map(decoded);
    let matches = known.flatMap((candidate): Match[] => {
      const params = parameters(candidate.segments, segments);
      return params ? [{ route: candidate.route, params }] : [];
    });
    const narrow = (status: number, keep: (route: Route) => boolean) => {
      matches = matches.filter((match) => keep(match.route));
      if (matches.length === 0) throw new FrameworkFailure(status);
    };
    narrow(404, () => true);
    narrow(405, (route) => route.method === method);
    narrow(415, (route) => !route.hasBody || isJson(contentType));
    narrow(406, (route) => route.produces === undefined || covers(accept, route.produces));
    const [best, ...others] = matches;
    if (!best) throw new FrameworkFailure(404);
    return others.reduce((a, b) => (variables(b) < variables(a) ? b : a), best);
  };
}

/** Fixed segments are more specific than variables. */
function variables(match: Match): number {
  return Object.keys(match.params).length;
}

function parameters(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':') && segment !== '') params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new FrameworkFailure(400);
  }
}

function isJson(contentType: string | null): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === JSON_TYPE;
}
