/** Help: a short page for each screen, a guide of one page, and the words. Without logging in. */
import type { FC } from 'hono/jsx';
import { page } from '../page.tsx';
import { parameter, type Visit } from '../visit.ts';
import { GLOSSARY } from '../words/glossary.ts';
import { HELP_PAGES, QUICK_GUIDE, WORD_LIST, type HelpPage } from '../words/help.ts';
import { notFound } from './problem.tsx';

export function helpPage(visit: Visit) {
  return page(visit, {
    title: 'Hilfe',
    children: (
      <>
        <p class="kern-body">
          {`Hilft das nicht weiter, fragen Sie: ${visit.house.app.config.console.contact}.`}
        </p>
        <ul class="ks-list">
          {[QUICK_GUIDE, WORD_LIST].map((each) => (
            <Entry {...each} />
          ))}
        </ul>
        <section aria-labelledby="seiten">
          <h2 class="kern-heading-medium" id="seiten">
            Hilfe zu den Seiten
          </h2>
          <ul class="ks-list">
            {HELP_PAGES.map(({ id, title }) => (
              <Entry id={id} title={title} />
            ))}
          </ul>
        </section>
      </>
    ),
  });
}

const Entry: FC<{ id: string; title: string }> = ({ id, title }) => (
  <li>
    <a class="kern-link" href={`/hilfe/${id}`}>
      {title}
    </a>
  </li>
);

export function helpTopicPage(visit: Visit) {
  const id = parameter(visit, 'thema');
  if (id === QUICK_GUIDE.id) return guide(visit);
  if (id === WORD_LIST.id) return words(visit);
  const topic = HELP_PAGES.find((each) => each.id === id);
  return topic ? ofScreen(visit, topic) : notFound(visit);
}

function ofScreen(visit: Visit, { title, purpose, steps, notes = [] }: HelpPage) {
  return page(visit, {
    title: `Hilfe: ${title}`,
    children: (
      <>
        <p class="kern-body">{purpose}</p>
        <Steps steps={steps} />
        {notes.length === 0 ? null : (
          <section aria-labelledby="gut-zu-wissen">
            <h2 class="kern-heading-medium" id="gut-zu-wissen">
              Gut zu wissen
            </h2>
            <ul class="ks-list">
              {notes.map((note) => (
                <li class="kern-body">{note}</li>
              ))}
            </ul>
          </section>
        )}
        <Further />
      </>
    ),
  });
}

const Steps: FC<{ steps: readonly string[] }> = ({ steps }) => (
  <ol class="ks-list">
    {steps.map((step) => (
      <li class="kern-body">{step}</li>
    ))}
  </ol>
);

const Further: FC = () => (
  <p class="kern-body">
    <a class="kern-link" href="/hilfe">
      Alle Hilfeseiten
    </a>
  </p>
);

const GUIDE = [
  'Melden Sie sich an. Die Übersicht zeigt, was auf Sie wartet.',
  'Öffnen Sie „Neue Lieferung“, wählen Sie Quelle und Datei und drücken Sie „Hochladen und prüfen“.',
  'Besteht die Datei die Prüfung nicht, lesen Sie den Prüfbericht, berichtigen die Datei und laden sie noch einmal hoch.',
  'Besteht sie die Prüfung, sehen Sie sich in der Vorschau an, was sich ändert.',
  'Drücken Sie „Zur Freigabe geben“. Eine Kollegin oder ein Kollege mit der Berechtigung „Freigabe“ sieht sich alles an und gibt frei.',
  'Das Programm schreibt in KomMonitor und liest jeden Wert nach. Die Seite des Laufs zeigt, wie weit es ist.',
  'War etwas falsch, nehmen Sie es zurück: Auch das ist ein Lauf mit Vorschau und Freigabe.',
] as const;

function guide(visit: Visit) {
  return page(visit, {
    title: QUICK_GUIDE.title,
    children: (
      <>
        <p class="kern-body">
          So kommt eine Lieferung nach KomMonitor. Bis eine zweite Person zugestimmt hat, ändert sich dort
          nichts.
        </p>
        <Steps steps={GUIDE} />
        <Further />
      </>
    ),
  });
}

function words(visit: Visit) {
  return page(visit, {
    title: WORD_LIST.title,
    children: (
      <>
        <dl class="kern-description-list">
          {GLOSSARY.map(([word, meaning]) => (
            <div class="kern-description-list-item">
              <dt class="kern-description-list-item__key">{word}</dt>
              <dd class="kern-description-list-item__value">{meaning}</dd>
            </div>
          ))}
        </dl>
        <Further />
      </>
    ),
  });
}
