/** What stands before every route: the address, the session, the right, and where a form comes from. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { SyncError } from '../errors.ts';
import { isLocalSubject } from '../engine/approval/local-login.ts';
import { pseudonym } from '../engine/approval/person.ts';
import { requireSeen } from '../engine/approval/sight.ts';
import { formToken, type FoundSession } from '../engine/session/sessions.ts';
import { isOwnForm, isOwnHost } from './address.ts';
import { broken, forbidden, foreignForm, refused } from './pages/problem.tsx';
import { FORM_TOKEN } from './parts/forms.tsx';
import { isReloading } from './pages/run-live.tsx';
import { isAllowed } from './rights.ts';
import { readMultipart, type SentForm } from './upload/multipart.ts';
import { parameter, type Guest, type House, type Route, type Visit } from './visit.ts';

/** What a person has typed is never this long. */
export const LARGEST_FORM = 64 * 1024;
/** Routes that show a run or do something to it: for whoever sees its job, for others there is no such run. */
export const OF_A_RUN = '/laeufe/:id';
/** Pages of a job; the same holds for those. */
export const OF_A_SOURCE = '/quellen/:id';
/** Carries the token where a script sends something other than a form. */
const TOKEN_HEADER = 'x-formular';
/** Never kept, not even until the next log-in. */
const SECRET_FIELDS: ReadonlySet<string> = new Set([FORM_TOKEN, 'kennwort']);

interface Known {
  readonly token: string;
  readonly found: FoundSession;
}

export async function answer(c: Context, route: Route, house: House): Promise<Response> {
  if (!isOwnHost(c, house.address)) return c.text('Falsche Adresse.', 421);
  const stranger: Visit = { c, house, guest: undefined, form: {} };
  try {
    const isWriting = route.method !== 'GET';
    const { fields: sent, file } = isWriting ? await sentBy(route, c) : NOTHING;
    const known = await knownSession(c, house);
    const guest = known?.found.standing === 'live' ? guestOf(known, house) : undefined;
    const form = Object.fromEntries(Object.entries(sent).filter(([name]) => name !== FORM_TOKEN));
    const visit: Visit = { c, house, guest, form, ...(file ? { file } : {}) };
    // Who logs in has no session yet; where the form comes from is known all the same.
    if (isWriting && route.from !== 'issuer' && !isOwnForm(c, house.address))
      return await foreignForm({ ...visit, form: {} });
    if (route.needs === 'everyone') return await route.handle(visit);
    if (!guest) return await toLogin(route, { c, house, known, sent });
    if (isWriting && sent[FORM_TOKEN] !== guest.formToken) return await foreignForm({ ...visit, form: {} });
    if (!isAllowed(route.needs, guest.session.roles)) {
      house.app.log('Sec:Denied', { subject: pseudonym(guest.person.subject), code: 'console.role-missing' });
      return await forbidden(visit, route.needs);
    }
    if (!isByItself(c)) await house.app.sessions.noteSeen(guest.session);
    return await handled(route, visit, guest);
  } catch (error) {
    if (error instanceof SyncError) return refused(stranger, error);
    house.app.log('Console:Failed', { cause: error instanceof Error ? error.name : 'unknown' });
    return broken(stranger);
  }
}

/** A refusal keeps the frame of the person who caused it. */
async function handled(route: Route, visit: Visit, { sight }: Guest): Promise<Response> {
  try {
    if (route.path.startsWith(OF_A_SOURCE)) requireSeen(parameter(visit, 'id'), sight);
    if (route.path.startsWith(OF_A_RUN)) await visit.house.app.desk.requireRun(parameter(visit, 'id'), sight);
    return await route.handle(visit);
  } catch (error) {
    if (error instanceof SyncError) return refused(visit, error);
    throw error;
  }
}

async function knownSession(c: Context, { app, address }: House): Promise<Known | undefined> {
  const token = getCookie(c, address.cookie);
  if (token === undefined || token === '') return undefined;
  const found = await app.sessions.find(token);
  // With two kinds of log-in one person could be two; those of before a change of the configuration are over.
  const isOfThisKind = found && isLocalSubject(found.session.subject) === (app.config.login.with === 'local');
  return isOfThisKind ? { token, found } : undefined;
}

function guestOf({ token, found: { session } }: Known, { app }: House): Guest {
  const { subject, name, roles, groups = [] } = session;
  const person = { subject, name, roles: new Set(roles), groups };
  return { session, person, sight: app.desk.sightOf(person), formToken: formToken(token) };
}

interface Unknown {
  readonly c: Context;
  readonly house: House;
  readonly known: Known | undefined;
  readonly sent: Readonly<Record<string, string>>;
}

/** What was typed when the session ended is kept for the person it belonged to, and shown after the next log-in. */
async function toLogin(route: Route, { c, house, known, sent }: Unknown): Promise<Response> {
  const page = route.method === 'GET' ? pathOf(c) : formPageOf(route, c);
  const query = new URLSearchParams(page === '/' ? {} : { weiter: page });
  if (known && route.method === 'POST' && sent[FORM_TOKEN] === formToken(known.token)) {
    query.set('grund', 'abgelaufen');
    const fields = Object.fromEntries(Object.entries(sent).filter(([name]) => !SECRET_FIELDS.has(name)));
    if (route.formPage !== undefined)
      await house.app.sessions.keepDraft({ subject: known.found.session.subject, path: page, fields });
  }
  const asked = query.toString();
  return c.redirect(asked === '' ? '/anmelden' : `/anmelden?${asked}`, 303);
}

function pathOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}

function formPageOf({ formPage = '/' }: Route, c: Context): string {
  return formPage.replace(/:(\w+)/g, (_whole, name: string) => c.req.param(name) ?? '');
}

/** What goes on for as long as a page is open, whether anybody sits in front of it or not. */
function isByItself(c: Context): boolean {
  return c.req.header('accept')?.includes('text/event-stream') === true || isReloading(c);
}

const NOTHING: SentForm = { fields: {}, file: undefined };

async function sentBy({ sends }: Route, c: Context): Promise<SentForm> {
  if (sends === 'chunk')
    return { fields: { [FORM_TOKEN]: c.req.header(TOKEN_HEADER) ?? '' }, file: undefined };
  const sent = sends === 'file' ? await readMultipart(c.req.raw) : undefined;
  return sent ?? { fields: await formOf(c), file: undefined };
}

async function formOf(c: Context): Promise<Record<string, string>> {
  const fields = Object.entries(await c.req.parseBody());
  return Object.fromEntries(
    fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
