/** Signing in, showing once more who one is, and signing out. */
import { deleteCookie, setCookie } from 'hono/cookie';
import { SyncError } from '../../errors.ts';
import type { Person } from '../../engine/approval/person.ts';
import { ownPath } from '../address.ts';
import { page } from '../page.tsx';
import { Button, PostForm, TextField } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { requireGuest, type Visit } from '../visit.ts';
import { statusOf } from '../words/problems.ts';
import { RefusedAlert } from './problem.tsx';

export function signInPage(visit: Visit, error?: SyncError) {
  const { c, house, form } = visit;
  const goOn = ownPath(form['weiter'] ?? c.req.query('weiter'));
  const isOver = c.req.query('grund') === 'abgelaufen';
  return page(visit, {
    title: 'Anmelden',
    ...(error ? { mistakes: 1, status: statusOf(error) } : {}),
    children: (
      <>
        {error ? <RefusedAlert error={error} /> : null}
        {isOver && !error ? (
          <Alert tone="info" title="Ihre Sitzung ist abgelaufen." isNews>
            <p class="kern-body">Ihre Eingaben sind gespeichert. Melden Sie sich an, um weiterzumachen.</p>
          </Alert>
        ) : null}
        {house.app.config.login.with === 'local' ? (
          <PostForm action="/anmelden" guest={undefined} class="ks-stack ks-narrow">
            <input type="hidden" name="weiter" value={goOn} />
            <TextField id="name" name="name" label="Name" value={form['name']} complete="username" required />
            <TextField
              id="kennwort"
              name="kennwort"
              label="Kennwort"
              type="password"
              complete="current-password"
              required
            />
            <Button>Anmelden</Button>
          </PostForm>
        ) : (
          <Alert tone="warning" title="Die Anmeldung von KomMonitor ist hier noch nicht möglich.">
            <p class="kern-body">Freigeben können Sie an der Kommandozeile.</p>
          </Alert>
        )}
      </>
    ),
  });
}

export async function signIn(visit: Visit) {
  const { form, house, c } = visit;
  try {
    const person = await house.app.sessions.logIn(form['name'] ?? '', form['kennwort'] ?? '');
    if (visit.guest) await house.app.sessions.end(visit.guest.session);
    await giveSession(visit, person);
    return c.redirect(ownPath(form['weiter']), 303);
  } catch (error) {
    if (error instanceof SyncError) return signInPage(visit, error);
    throw error;
  }
}

export async function signOut(visit: Visit) {
  const { c, house } = visit;
  await house.app.sessions.end(requireGuest(visit).session);
  const { cookie, isSecure } = house.address;
  deleteCookie(c, cookie, { path: '/', secure: isSecure });
  return c.redirect('/anmelden', 303);
}

export function provePage(visit: Visit, error?: SyncError) {
  const guest = requireGuest(visit);
  const goOn = ownPath(visit.form['weiter'] ?? visit.c.req.query('weiter'));
  return page(visit, {
    title: 'Bitte bestätigen Sie, dass Sie es sind',
    ...(error ? { mistakes: 1, status: statusOf(error) } : {}),
    children: (
      <>
        {error ? <RefusedAlert error={error} /> : null}
        <p class="kern-body">
          Ihre letzte Anmeldung ist länger als 15 Minuten her. Vor einer Freigabe fragen wir noch einmal nach
          Ihrem Kennwort.
        </p>
        <PostForm action="/bestaetigen" guest={guest} class="ks-stack ks-narrow">
          <input type="hidden" name="weiter" value={goOn} />
          <input type="hidden" name="name" value={guest.session.name} autocomplete="username" />
          <TextField
            id="kennwort"
            name="kennwort"
            label={`Kennwort von ${guest.session.name}`}
            type="password"
            complete="current-password"
            required
          />
          <Button>Bestätigen</Button>
        </PostForm>
      </>
    ),
  });
}

/** Nobody becomes somebody else here: the name is that of the session, whatever the form says. */
export async function prove(visit: Visit) {
  const { form, house, c } = visit;
  const { session } = requireGuest(visit);
  try {
    const person = await house.app.sessions.logIn(session.name, form['kennwort'] ?? '');
    await house.app.sessions.end(session);
    await giveSession(visit, person);
    return c.redirect(ownPath(form['weiter']), 303);
  } catch (error) {
    if (error instanceof SyncError) return provePage(visit, error);
    throw error;
  }
}

async function giveSession({ c, house }: Visit, person: Person): Promise<void> {
  const { token } = await house.app.sessions.begin(person);
  const { cookie, isSecure } = house.address;
  setCookie(c, cookie, token, { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure });
}
