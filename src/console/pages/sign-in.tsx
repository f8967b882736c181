/** Signing in, showing once more who one is, and signing out. */
import { deleteCookie, setCookie } from 'hono/cookie';
import type { Child, FC } from 'hono/jsx';
import { SyncError } from '../../errors.ts';
import type { Person } from '../../engine/approval/person.ts';
import type { Proof } from '../../engine/session/sessions.ts';
import { ownPath } from '../address.ts';
import { page } from '../page.tsx';
import { Button, LinkButton, PostForm, TextField } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import { requireGuest, type Guest, type Visit } from '../visit.ts';
import { statusOf } from '../words/problems.ts';
import { notFound, RefusedAlert } from './problem.tsx';

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
          <AtIssuer path="/anmelden/kommonitor" goOn={goOn} label="Mit KomMonitor anmelden">
            Name und Kennwort geben Sie auf der Anmeldeseite von KomMonitor ein.
          </AtIssuer>
        )}
        {error?.kind === 'permission' && house.openId ? (
          <p class="kern-body">
            <a class="kern-link" href="/abmelden/kommonitor">
              Bei KomMonitor abmelden und ein anderes Konto verwenden
            </a>
          </p>
        ) : null}
      </>
    ),
  });
}

const AtIssuer: FC<{ path: string; goOn: string; label: string; children: Child }> = ({
  path,
  goOn,
  label,
  children,
}) => (
  <>
    <p class="kern-body">{children}</p>
    <LinkButton href={goOn === '/' ? path : `${path}?${new URLSearchParams({ weiter: goOn }).toString()}`}>
      {label}
    </LinkButton>
  </>
);

export async function signIn(visit: Visit) {
  const { form, house, c } = visit;
  if (house.openId) return notFound(visit);
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
  const { session } = requireGuest(visit);
  house.looks.forget(session.id);
  await house.app.sessions.end(session);
  const { cookie, isSecure } = house.address;
  deleteCookie(c, cookie, { path: '/', secure: isSecure });
  return c.redirect(house.openId ? '/abgemeldet' : '/anmelden', 303);
}

/** Asked for by the script of a page whose session is about to end; asking is what keeps it alive. */
export function goOnWithSession({ c }: Visit) {
  return c.body(null, 204);
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
        {visit.house.openId ? (
          <AtIssuer path="/bestaetigen/kommonitor" goOn={goOn} label="Bei KomMonitor bestätigen">
            {`${TOO_LONG_AGO} Vor einer Freigabe fragt KomMonitor noch einmal nach Ihrem Kennwort. Ihre Eingaben sind gespeichert.`}
          </AtIssuer>
        ) : (
          <PasswordForm guest={guest} goOn={goOn} />
        )}
      </>
    ),
  });
}

const TOO_LONG_AGO = 'Ihre letzte Anmeldung ist länger als 15 Minuten her.';

const PasswordForm: FC<{ guest: Guest; goOn: string }> = ({ guest, goOn }) => (
  <>
    <p class="kern-body">{`${TOO_LONG_AGO} Vor einer Freigabe fragen wir noch einmal nach Ihrem Kennwort.`}</p>
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
);

/** Nobody becomes somebody else here: the name is that of the session, whatever the form says. */
export async function prove(visit: Visit) {
  const { form, house, c } = visit;
  const { session } = requireGuest(visit);
  if (house.openId) return notFound(visit);
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

export async function giveSession({ c, house }: Visit, person: Person, proof?: Proof): Promise<void> {
  const { token } = await house.app.sessions.begin(person, proof);
  const { cookie, isSecure } = house.address;
  setCookie(c, cookie, token, { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure });
}
