/** Screen 4, Zuordnung: which column and which sign means what, where a file does not fit its profile. Changes no profile. */
import { germanDate } from '../../core/reference-date.ts';
import type { MappingHelp } from '../../engine/desk/mapping-desk.ts';
import { today } from '../../engine/ports.ts';
import { page } from '../page.tsx';
import { Alert } from '../parts/marks.tsx';
import { Table } from '../parts/tables.tsx';
import { parameter, requireGuest, type Visit } from '../visit.ts';
import { count, whole } from '../words/format.ts';
import { meaningText } from '../words/mapping.ts';
import { answersOf, changeOf, reasonOf, type Answers, type Fields } from './mapping-answers.ts';
import { MappingForm } from './mapping-form.tsx';
import { keyAnswersOf } from './mapping-key-answers.ts';
import { Result, type Proposal } from './mapping-result.tsx';
import { FileNote, openFile, Samples, type OpenFile } from './mapping-samples.tsx';
import { Trial } from './mapping-trial.tsx';

export async function mappingPage(visit: Visit) {
  const { help, fields } = await asked(visit);
  const answers = fields && answersOf(help, fields);
  const mistakes = answers?.mistakes ?? [];
  const open = openFile(visit, help);
  const proposal = answers && mistakes.length === 0 ? proposalOf(visit, help, answers) : undefined;
  const trial = open && proposal ? await tried(visit, { help, open, proposal }) : undefined;
  const back = help.run === undefined ? '/lieferungen/neu' : `/laeufe/${help.run}/pruefung`;
  return page(visit, {
    title: 'Zuordnung',
    of: help.profile.title,
    mistakes: mistakes.length,
    children: (
      <>
        <p class="kern-body">
          <a class="kern-link" href={back}>
            {help.run === undefined
              ? 'Zurück zu Neue Lieferung'
              : `Zurück zum Prüfbericht von Lauf ${help.run}`}
          </a>
        </p>
        {mistakes.length > 0 ? <Mistakes mistakes={mistakes} /> : null}
        <p class="kern-body">
          {`Quelle: ${help.profile.title}, Auftrag „${help.job.title}“. `}
          Die Datei passt nicht zu dem, was vereinbart ist. Sagen Sie hier, welche Spalte und welches Zeichen
          was bedeutet. Daraus entsteht ein Vorschlag für die IT. Es ändert sich nichts, bis die IT und eine
          zweite Person ihn übernommen haben.
        </p>
        {help.kind === 'persons' ? (
          <Persons help={help} />
        ) : (
          <>
            {proposal ? (
              <Result help={help} typed={answers?.keys} proposal={proposal}>
                {trial ?? null}
              </Result>
            ) : null}
            <Figures visit={visit} help={help} answers={answers} open={open} />
          </>
        )}
      </>
    ),
  });
}

/** What this person has sent last for this run, and nothing of another one. */
async function asked(visit: Visit): Promise<{ help: MappingHelp; fields: Fields | undefined }> {
  const { desk, sessions } = visit.house.app;
  const job = parameter(visit, 'id');
  const draft = await sessions.draft(requireGuest(visit).session.subject, `/quellen/${job}/zuordnung`);
  const run = visit.c.req.query('lauf') ?? draft?.fields['lauf'];
  const profile = visit.c.req.query('profil');
  const help = await desk.mappingHelp({
    job,
    ...(profile === undefined ? {} : { profile }),
    ...(run === undefined || run === '' ? {} : { run }),
  });
  const isSame = draft?.fields['lauf'] === (help.run ?? '') && draft.fields['profil'] === help.profile.id;
  return { help, fields: isSame ? draft.fields : undefined };
}

const FIELD = /^(?:(?:bedeutung|zeichen|schluessel|daneben)-\d{1,4}|gueltig|lauf|profil|dezimal|grund)$/;
const LONGEST = 1_000;

/** Answers are kept like anything typed, for a day, and judged on the page. */
export async function keepMapping(visit: Visit) {
  const { c, form, house } = visit;
  const job = parameter(visit, 'id');
  const { lauf = '', profil = '' } = form;
  await house.app.desk.mappingHelp({ job, profile: profil, ...(lauf === '' ? {} : { run: lauf }) });
  const path = `/quellen/${job}/zuordnung`;
  const known = Object.entries(form).filter(([name]) => FIELD.test(name));
  const fields = Object.fromEntries(known.map(([name, value]) => [name, value.slice(0, LONGEST)]));
  await house.app.sessions.keepDraft({ subject: requireGuest(visit).session.subject, path, fields });
  const query = new URLSearchParams({ lauf, profil });
  return c.redirect(`${path}?${query.toString()}#ergebnis`, 303);
}

/** The proposal as a file for IT; with `teil=schluessel` the crosswalk that goes with it. */
export async function mappingYaml(visit: Visit) {
  const { c } = visit;
  const { help, fields } = await asked(visit);
  const answers = fields && answersOf(help, fields);
  if (!answers || answers.mistakes.length > 0) return mappingPage(visit);
  const { profile, keys } = proposalOf(visit, help, answers);
  const isKeys = c.req.query('teil') === 'schluessel' && keys?.crosswalk;
  c.header('content-type', 'application/yaml; charset=utf-8');
  c.header('content-disposition', `attachment; filename="${isKeys ? isKeys.id : help.profile.id}.yaml"`);
  return c.body((isKeys || profile).yaml);
}

function proposalOf(visit: Visit, help: MappingHelp, answers: Answers): Proposal {
  const { desk, now } = visit.house.app;
  const reason = reasonOf(
    answers,
    `Vorschlag vom ${germanDate(today(now))}${help.run === undefined ? '' : ` zu Lauf ${help.run}`}, noch nicht übernommen.`,
  );
  const typed = answers.keys;
  const said = help.keys && typed ? keyAnswersOf(help.keys, typed, reason) : undefined;
  const keys = said && desk.proposeKeys(help, said);
  const profile = desk.proposeVersion(help.profile.id, changeOf(help, answers, { keys, reason }));
  return { profile, said, keys, problems: [...profile.problems, ...(keys?.crosswalk?.problems ?? [])] };
}

/** Read in memory, from what this person has opened. */
async function tried(
  visit: Visit,
  { help, open, proposal }: { help: MappingHelp; open: OpenFile; proposal: Proposal },
) {
  const { profile, keys, said } = proposal;
  const converted = keys?.crosswalk && said && help.keys ? { ...said, level: help.keys.level.id } : undefined;
  const question = { yaml: profile.yaml, file: open.look.file, labelled: open.labelled, converted };
  return <Trial trial={await visit.house.app.desk.tryMapping(question)} />;
}

function Mistakes({ mistakes }: { mistakes: Answers['mistakes'] }) {
  return (
    <Alert
      tone="danger"
      title={`${count(mistakes.length, 'Angabe fehlt oder passt', 'Angaben fehlen oder passen')} nicht.`}
      isNews
    >
      <ul class="ks-bullets">
        {mistakes.map(({ field, text }) => (
          <li class="kern-body">
            <a class="kern-link" href={`#${field}`}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Persons({ help }: { help: MappingHelp }) {
  const names = help.strange.map(({ label }) => `„${label}“`);
  return (
    <Alert tone="info" title="Diese Quelle enthält Angaben zu Personen.">
      <p class="kern-body">
        Welche Spalten gelesen werden, ist fest vereinbart und lässt sich hier nicht ändern. Gezeigt werden
        nur Namen von Spalten, niemals Inhalte.
        {names.length > 0 ? ` Nicht vorgesehen: ${names.join(', ')}.` : ''} Wenden Sie sich an die IT und
        nennen Sie den Lauf.
      </p>
    </Alert>
  );
}

interface FiguresProps {
  readonly visit: Visit;
  readonly help: MappingHelp;
  readonly answers: Answers | undefined;
  readonly open: OpenFile | undefined;
}

function Figures({ visit, help, answers, open }: FiguresProps) {
  const { found, missing, strange, unnamed, ignored, levels } = help;
  const inFile = found.length + strange.length;
  const assigned = found.length + (answers?.columns.filter((use) => use !== undefined).length ?? 0);
  return (
    <>
      <section aria-labelledby="vereinbart">
        <h2 class="kern-heading-medium" id="vereinbart">
          Was vereinbart ist
        </h2>
        <p class="kern-body">
          {help.run === undefined
            ? 'Zu dieser Seite gehört kein Lauf; gezeigt wird, was vereinbart ist.'
            : `${whole(assigned)} von ${count(inFile, 'Spalte', 'Spalten')} zugeordnet.`}
        </p>
        <FileNote help={help} open={open} />
        {found.length + missing.length === 0 ? (
          <p class="kern-body">
            Die Spalten dieser Quelle sind durch ihre Stelle bezeichnet, nicht durch Namen.
          </p>
        ) : (
          <Table
            caption="Vereinbarte Spalten"
            columns={[
              { title: 'Vereinbarte Spalte' },
              { title: 'Bedeutung' },
              { title: 'In der Datei' },
              ...(open ? [{ title: 'Beispiele' }] : []),
            ]}
            rows={[...found, ...missing].map((use) => [
              <bdi>{use.column}</bdi>,
              meaningText(use),
              missing.includes(use) ? 'fehlt' : help.run === undefined ? '–' : 'vorhanden',
              ...(open ? [<Samples texts={open.samplesOf(use.column)} />] : []),
            ])}
          />
        )}
        {unnamed > 0 ? (
          <p class="kern-body">
            {`${count(unnamed, 'Spalte hat', 'Spalten haben')} keine der vereinbarten Überschriften. Vielleicht fehlt die Kopfzeile. Die Namen werden dann nicht gezeigt, weil es Angaben zu einer Person sein könnten.`}
          </p>
        ) : null}
        {ignored.length > 0 ? (
          <p class="kern-body">{`Nicht gelesen werden: ${ignored.map((column) => `„${column}“`).join(', ')}.`}</p>
        ) : null}
        {levels.length > 0 ? (
          <p class="kern-body">
            {`Schlüssel: erwartet werden die der Raumebene ${levels.map((name) => `„${name}“`).join(' oder ')}. Passt ein Schlüssel der Datei nicht dazu, fragt diese Seite danach.`}
          </p>
        ) : null}
      </section>
      <MappingForm visit={visit} help={help} answers={answers} open={open} />
    </>
  );
}
