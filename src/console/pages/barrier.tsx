/** Barriere melden: the electronic form that BITVNRW asks for, without logging in. */
import { SyncError } from '../../errors.ts';
import { ownPath } from '../address.ts';
import { page } from '../page.tsx';
import { Button, PostForm, TextArea, TextField } from '../parts/forms.tsx';
import { Alert } from '../parts/marks.tsx';
import type { Visit } from '../visit.ts';
import { statusOf } from '../words/problems.ts';
import { RefusedAlert } from './problem.tsx';

const PATH = '/barriere-melden';
const LONGEST_TEXT = 2_000;
const LONGEST_FIELD = 200;

export function barrierPage(visit: Visit, error?: SyncError) {
  const { house, form, c } = visit;
  const { console: settings, notify } = house.app.config;
  const hasForm = notify.mail?.recipients.some(({ notices }) => notices.includes('barrier')) === true;
  const isAbout = (code: string) => (error?.code === code ? error.message : undefined);
  const [seen = '/'] = ownPath(c.req.query('seite')).split(/[?#]/);
  return page(visit, {
    title: 'Barriere melden',
    ...(error ? { mistakes: 1, status: statusOf(error) } : {}),
    children: (
      <>
        {error ? <RefusedAlert error={error} /> : null}
        {c.req.query('gesendet') === 'ja' && !error ? (
          <Alert tone="success" title="Ihre Meldung ist angekommen." isNews>
            <p class="kern-body">Vielen Dank. Wer eine Adresse angegeben hat, bekommt eine Antwort.</p>
          </Alert>
        ) : null}
        <p class="kern-body">
          {`Nennen Sie die Seite und was Sie daran hindert, sie zu benutzen. Ansprechstelle: ${settings.contact}.`}
        </p>
        {hasForm ? (
          <PostForm action={PATH} guest={visit.guest} class="ks-stack ks-narrow">
            <TextField
              id="seite"
              name="seite"
              label="Seite (freiwillig)"
              hint="Adresse oder Überschrift der Seite."
              value={form['seite'] ?? (seen === '/' ? '' : seen)}
            />
            <TextArea
              id="text"
              name="text"
              label="Was hindert Sie?"
              hint="Bitte ohne Angaben zu anderen Personen."
              value={form['text']}
              error={isAbout('barrier.empty')}
            />
            <TextField
              id="antwort"
              name="antwort"
              label="Adresse für die Antwort (freiwillig)"
              hint="E-Mail oder Telefon. Sie wird nicht gespeichert, nur mit der Meldung verschickt."
              value={form['antwort']}
            />
            <Button>Meldung senden</Button>
          </PostForm>
        ) : (
          <p class="kern-body">
            Von hier aus können keine Meldungen verschickt werden. Bitte wenden Sie sich an die
            Ansprechstelle.
          </p>
        )}
        <p class="kern-body">
          Bekommen Sie keine befriedigende Antwort, hilft die Ombudsstelle für barrierefreie
          Informationstechnik des Landes Nordrhein-Westfalen.
        </p>
      </>
    ),
  });
}

export async function reportBarrier(visit: Visit) {
  const { house, form, c } = visit;
  const { app, barrierReports } = house;
  const text = plain(form['text'] ?? '', LONGEST_TEXT);
  if (text === '') return barrierPage(visit, empty());
  if (!barrierReports.admit(app.now())) return barrierPage(visit, tooMany(app.config.console.contact));
  const lines = [
    `Seite: ${line(form['seite'] ?? '')}`,
    `Antwort an: ${line(form['antwort'] ?? '')}`,
    '',
    text,
  ];
  const letter = { kind: 'barrier', subject: '[kmsync] Barriere gemeldet', text: lines.join('\n') } as const;
  const isSent = await app.sendLetter(letter);
  if (!isSent) return barrierPage(visit, notSent(app.config.console.contact));
  return c.redirect(`${PATH}?gesendet=ja`, 303);
}

function line(text: string): string {
  return plain(text, LONGEST_FIELD).replaceAll('\n', ' ');
}

/** Lines stay lines; nothing else that only machines read. */
function plain(text: string, longest: number): string {
  return text
    .replaceAll(/[^\P{C}\n]/gu, ' ')
    .trim()
    .slice(0, longest);
}

function empty(): SyncError {
  return new SyncError({
    code: 'barrier.empty',
    kind: 'usage',
    message: 'Es fehlt, was Sie hindert.',
    hint: 'Schreiben Sie einen Satz dazu.',
  });
}

function tooMany(contact: string): SyncError {
  return new SyncError({
    code: 'barrier.too-many',
    kind: 'lease',
    message: 'Gerade kommen zu viele Meldungen an.',
    hint: `Versuchen Sie es in einer Stunde noch einmal, oder wenden Sie sich an: ${contact}.`,
  });
}

function notSent(contact: string): SyncError {
  return new SyncError({
    code: 'barrier.not-sent',
    kind: 'local',
    message: 'Die Meldung konnte nicht verschickt werden.',
    hint: `Ihre Eingaben stehen noch da. Wenden Sie sich an: ${contact}.`,
  });
}
