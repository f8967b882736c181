/** How a run goes on, for whoever watches it: server-sent events until it stands still. */
import { setTimeout as delay } from 'node:timers/promises';
import { getCookie } from 'hono/cookie';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import { isMoving } from '../engine/desk/run-steps.ts';
import { standingText } from './words/standing.ts';
import { parameter, type Visit } from './visit.ts';

/** `stand` whenever something has changed; `ende` once the page has to be loaded anew. */
export async function runStanding(visit: Visit): Promise<Response> {
  const { house, c } = visit;
  const id = parameter(visit, 'id');
  // An unknown run is an answer of its own and no stream.
  await house.app.desk.run(id);
  return streamSSE(c, (stream) => follow(id, visit, stream));
}

async function follow(id: string, { c, house }: Visit, stream: SSEStreamingApi): Promise<void> {
  const { desk, sessions } = house.app;
  const token = getCookie(c, house.address.cookie) ?? '';
  const over = new AbortController();
  stream.onAbort(() => over.abort());
  const signal = AbortSignal.any([over.signal, house.signal]);
  let before = '';
  let first: string | undefined;
  while (!signal.aborted) {
    const [view, known] = await Promise.all([desk.run(id), sessions.find(token)]);
    const now = JSON.stringify({ text: standingText(view), ...view.writes });
    first ??= view.run.state;
    const isOver = view.run.state !== first || !isMoving(view);
    // Whoever is logged out meanwhile comes to the log-in.
    if (isOver || known?.standing !== 'live') {
      await stream.writeSSE({ event: 'ende', data: '' });
      return;
    }
    if (now !== before) await stream.writeSSE({ event: 'stand', data: now });
    before = now;
    await delay(house.lookEvery, undefined, { signal }).catch(() => undefined);
  }
}
