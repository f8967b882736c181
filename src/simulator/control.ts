/** The control side below `/simulator`: dump and restore, request log, faults, keys, clients that are revoked. Needs no token. */
import { Hono, type Context } from 'hono';
import { Unreadable } from './decode.ts';
import { readState } from './persistence.ts';
import type { Simulation } from './simulation.ts';

export const CONTROL = '/simulator';

export function controlRoutes(simulation: Simulation): Hono {
  const app = new Hono();
  const { faults, log, tokens } = simulation;
  app.get('/state', (context) => context.json(simulation.state));
  app.put('/state', (context) =>
    accept(context, (sent) => {
      simulation.state = readState(sent);
      simulation.save();
    }),
  );
  app.get('/requests', (context) => context.json(log.requests));
  app.delete('/requests', (context) => {
    log.clear();
    return context.body(null, 204);
  });
  app.get('/overlaps', (context) => context.json({ overlaps: log.overlaps }));
  app.get('/faults', (context) =>
    context.json(faults.ordered.map((fault) => ({ ...fault, path: fault.path.source }))),
  );
  app.put('/faults', (context) => accept(context, (sent) => faults.order(sent)));
  app.delete('/faults', (context) => {
    faults.clear();
    return context.body(null, 204);
  });
  app.delete('/clients/:id', (context) => {
    simulation.clients = simulation.clients.filter(({ id }) => id !== context.req.param('id'));
    tokens.expireAll();
    return context.body(null, 204);
  });
  app.post('/rotate-keys', async (context) => {
    await tokens.rotate();
    return context.body(null, 204);
  });
  app.all('*', (context) => context.json({ error: 'there is no such control call' }, 404));
  return app;
}

async function accept(context: Context, use: (sent: unknown) => void): Promise<Response> {
  try {
    use(await context.req.json());
    return context.body(null, 204);
  } catch (error) {
    const isTheirs =
      error instanceof Unreadable || error instanceof RangeError || error instanceof SyntaxError;
    if (!isTheirs) throw error;
    return context.json({ error: error.message }, 400);
  }
}
