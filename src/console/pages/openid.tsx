/** Logging in with the realm of KomMonitor: to its pages and back, once more before a decision, and out again. */
import { pseudonym } from '../../engine/approval/person.ts';
import { LONGEST_HOURS } from '../../engine/session/session.ts';
import { SyncError } from '../../errors.ts';
import { lost, type LoggedIn } from '../../kommonitor/code-login.ts';
import { originOf, ownPath } from '../address.ts';
import { invalid } from '../logout-token.ts';
import { page } from '../page.tsx';
import { LinkButton } from '../parts/forms.tsx';
import { dropPending, keepPending, pendingLogin, type PendingLogin } from '../pending-login.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { statusOf } from '../words/problems.ts';
import { notFound } from './problem.tsx';
import { giveSession, provePage, signInPage } from './sign-in.tsx';

const CALLBACK = '/anmelden/zurueck';
/** Clocks of two machines. */
const TOLERANCE_MS = 30_000;

export function goToSignIn(visit: Visit) {
  return leave(visit, { maxAge: LONGEST_HOURS * 3_600 });
}

export function goToProve(visit: Visit) {
  return leave(visit, { maxAge: 0, subject: requireGuest(visit).session.subject });
}

async function leave(visit: Visit, wish: Pick<PendingLogin, 'maxAge' | 'subject'>) {
  const { c, house } = visit;
  if (!house.openId) return notFound(visit);
  const { login } = house.openId;
  try {
    const redirect = originOf(c, house.address) + CALLBACK;
    const { address, secrets } = await login.begin({ redirect, maxAge: wish.maxAge });
    const begunAt = house.app.now().toISOString();
    await keepPending(visit, login, { ...wish, ...secrets, begunAt, goOn: ownPath(c.req.query('weiter')) });
    return c.redirect(address, 303);
  } catch (error) {
    return failed(visit, error, wish);
  }
}

/** A browser that has not begun this very log-in cannot end it, whoever's it is. */
export async function comeBack(visit: Visit) {
  const { c, house } = visit;
  if (!house.openId) return notFound(visit);
  const { login } = house.openId;
  const pending = await pendingLogin(visit, login);
  try {
    if (!pending || c.req.query('state') !== pending.state) throw lost();
    dropPending(visit);
    const answer = new URL(originOf(c, house.address) + CALLBACK + new URL(c.req.url).search);
    const loggedIn = await login.finish(answer, pending, pending);
    if (pending.subject !== undefined) requireProof(loggedIn, pending);
    if (visit.guest) await house.app.sessions.end(visit.guest.session);
    if (loggedIn.person.roles.size === 0)
      return failed({ ...visit, guest: undefined }, withoutRole(house.app.config.console.contact), pending);
    await giveSession(visit, loggedIn.person, loggedIn);
    house.app.log('Sec:Login', { subject: pseudonym(loggedIn.person.subject) });
    return c.redirect(ownPath(pending.goOn), 303);
  } catch (error) {
    return failed(visit, error, pending);
  }
}

/** The page from which it can be tried again. */
function failed(visit: Visit, error: unknown, pending: Partial<PendingLogin> | undefined) {
  if (!(error instanceof SyncError)) throw error;
  if (error.kind === 'permission') visit.house.app.log('Sec:LoginFailed', { code: error.code });
  const goOn = pending?.goOn ?? visit.c.req.query('weiter') ?? '/';
  const again: Visit = { ...visit, form: { weiter: goOn } };
  return visit.guest && pending?.subject !== undefined ? provePage(again, error) : signInPage(again, error);
}

/** Nobody becomes somebody else here, and who was logged in at the issuer all the time has shown nothing. */
function requireProof({ person, authenticatedAt }: LoggedIn, { subject, begunAt }: PendingLogin): void {
  if (person.subject !== subject)
    throw new SyncError({
      code: 'login.other-person',
      kind: 'permission',
      message: 'Bei KomMonitor hat sich jemand anderes angemeldet.',
      hint: 'Bestätigen kann nur, wer hier angemeldet ist. Es wurde nichts freigegeben.',
    });
  if (authenticatedAt.getTime() < Date.parse(begunAt) - TOLERANCE_MS)
    throw new SyncError({
      code: 'login.not-proved',
      kind: 'permission',
      message: 'KomMonitor hat nicht noch einmal nach Ihrem Kennwort gefragt.',
      hint: 'Ohne Bestätigung ist keine Freigabe möglich. Es wurde nichts freigegeben. Wenden Sie sich an die IT.',
    });
}

function withoutRole(contact: string): SyncError {
  return new SyncError({
    code: 'login.no-role',
    kind: 'permission',
    message: 'Ihr Konto hat hier noch keine Berechtigung.',
    hint: `Berechtigungen vergibt: ${contact}. Melden Sie sich danach noch einmal an.`,
  });
}

/** Our session is over already; that of the issuer, which other programs share, ends on its own page. */
export function signedOutPage(visit: Visit) {
  const { c, house, guest } = visit;
  if (!house.openId) return notFound(visit);
  if (guest) return c.redirect('/', 303);
  c.header('refresh', '0; url=/abmelden/kommonitor');
  return page(visit, {
    title: 'Sie sind abgemeldet',
    children: (
      <>
        <p class="kern-body">
          Bei KomMonitor sind Sie noch angemeldet. Die Seite, auf der Sie sich dort abmelden, öffnet sich
          gleich.
        </p>
        <LinkButton href="/abmelden/kommonitor">Auch bei KomMonitor abmelden</LinkButton>
      </>
    ),
  });
}

/** The issuer asks whether this is meant, so no other site can do it to anybody. */
export async function signOutAtIssuer(visit: Visit) {
  const { c, house } = visit;
  if (!house.openId) return notFound(visit);
  try {
    const address = await house.openId.login.logoutAddress(`${originOf(c, house.address)}/anmelden`);
    return c.redirect(address ?? '/anmelden', 303);
  } catch (error) {
    return failed(visit, error, undefined);
  }
}

/** The issuer reports a log-out; it proves itself by its signature. */
export async function backChannelLogout(visit: Visit) {
  const { c, house, form } = visit;
  if (!house.openId) return notFound(visit);
  const { app } = house;
  try {
    const notice = await house.openId.readLogoutToken(form['logout_token'] ?? '');
    const ended = await app.sessions.endSessionsOf(notice);
    if (ended === undefined) throw invalid();
    app.log('Sec:Logout', {
      count: ended,
      ...(notice.subject === undefined ? {} : { subject: pseudonym(notice.subject) }),
    });
    return c.body(null, 200);
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    app.log('Sec:LoginFailed', { code: error.code });
    return c.json({ error: 'invalid_request' }, error.kind === 'permission' ? 400 : statusOf(error));
  }
}
