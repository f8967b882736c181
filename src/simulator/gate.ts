/**
 * What happens to every request around its handling: it is logged, struck by a fault where one is ordered,
 * and the state is saved after a write.
 */
import { setTimeout } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Fault } from './faults.ts';
import { writes } from './request-log.ts';
import type { Simulation } from './simulation.ts';

/**
 * A write lasts at least this long. Handling blocks the loop, so without a pause after it a second write that
 * waits at the door would only be seen when the first one is over, and overlaps would go unnoticed.
 */
const WRITE_MILLISECONDS = 2;

/** A read or log-in with this header only watches: no fault strikes it, and the request log does not show it. */
export const OBSERVER_HEADER = 'x-simulator-observer';

export type SimulatorContext = Context<{ Bindings: HttpBindings }>;
/** What a fault does to the handling. */
export interface Strain {
  /** Fails after so many rows. */
  readonly interruptAfter?: number;
  /** The body that is handled instead of the one that was sent. */
  readonly alter?: (body: string) => string;
}
export type Handling = (strain: Strain) => Promise<Response>;

export async function gate(
  simulation: Simulation,
  context: SimulatorContext,
  handling: Handling,
): Promise<Response> {
  const { method } = context.req;
  const { pathname, search } = new URL(context.req.url);
  if (context.req.header(OBSERVER_HEADER) !== undefined && !writes(method, pathname)) return handling({});
  const finish = simulation.log.begin(method, pathname + search);
  let status: number | null = null;
  try {
    const fault = simulation.faults.strike(method, pathname + search);
    const response = fault ? await struck(simulation, fault, handling) : await handling({});
    if (writes(method, pathname)) {
      simulation.save();
      await setTimeout(WRITE_MILLISECONDS);
    }
    if (response === 'dropped') return dropped(context);
    status = response.status;
    return response;
  } finally {
    finish(status);
  }
}

async function struck(
  simulation: Simulation,
  fault: Fault,
  handling: Handling,
): Promise<Response | 'dropped'> {
  switch (fault.action) {
    case 'half-applied':
      return handling({ interruptAfter: fault.rows });
    case 'status':
      return new Response(null, {
        status: fault.status ?? 503,
        headers: fault.retryAfter === null ? {} : { 'retry-after': fault.retryAfter },
      });
    case 'drop-before':
      return 'dropped';
    case 'drop-after':
      await handling({});
      return 'dropped';
    case 'deny':
      await handling({});
      return new Response(null, { status: fault.status ?? 500 });
    case 'drop-rows':
      return handling({ alter: (body) => alteredRows(body, (rows) => rows.slice(0, fault.rows)) });
    case 'round':
      return handling({ alter: (body) => alteredRows(body, (rows) => rows.map(rounded)) });
    case 'lie':
      return lie(simulation, handling);
    case 'delay':
      await setTimeout(fault.ms);
      return handling({});
    case 'expire-tokens':
      simulation.tokens.expireAll();
      return handling({});
  }
}

/** Handled on the real state, which is then put back: the answer is the true one. */
async function lie(simulation: Simulation, handling: Handling): Promise<Response> {
  const before = structuredClone(simulation.state);
  const response = await handling({});
  simulation.state = before;
  return response;
}

interface SentRow {
  readonly valueMapping?: readonly { readonly indicatorValue?: number | null }[];
}

/** A body of values with other rows; one that has none stays as it is. */
function alteredRows(body: string, change: (rows: readonly SentRow[]) => readonly SentRow[]): string {
  const sent = JSON.parse(body) as { indicatorValues?: readonly SentRow[] };
  if (!sent.indicatorValues) return body;
  return JSON.stringify({ ...sent, indicatorValues: change(sent.indicatorValues) });
}

function rounded(row: SentRow): SentRow {
  const valueMapping = (row.valueMapping ?? []).map((cell) => ({
    ...cell,
    indicatorValue: cell.indicatorValue == null ? null : Math.round(cell.indicatorValue),
  }));
  return { ...row, valueMapping };
}

/** The client sees its connection closed; the answer goes nowhere. */
function dropped(context: SimulatorContext): Response {
  context.env.incoming.socket.destroy();
  return new Response(null);
}
