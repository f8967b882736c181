/** Pages that say what is not possible. */
import { SyncError } from '../../errors.ts';
import { ROLE_LABELS } from '../../engine/approval/person.ts';
import { page } from '../page.tsx';
import { Alert } from '../parts/marks.tsx';
import type { Needs } from '../rights.ts';
import type { Visit } from '../visit.ts';
import { problemOf, statusOf, type Problem } from '../words/problems.ts';

export function forbidden(visit: Visit, needs: Needs) {
  const roles = needs === 'everyone' ? [] : needs.map((role) => `„${ROLE_LABELS[role]}“`);
  return page(visit, {
    title: 'Diese Seite dürfen Sie nicht öffnen',
    status: 403,
    children: (
      <p class="kern-body">
        {`Ihnen fehlt die Berechtigung ${roles.join(' oder ')}. Zuständig: ${visit.house.app.config.console.contact}.`}
      </p>
    ),
  });
}

/** The form did not come from a page of this console, or its session is another one by now. */
export function foreignForm(visit: Visit) {
  return page(visit, {
    title: 'Das Formular gilt nicht mehr',
    status: 403,
    children: (
      <p class="kern-body">
        Es wurde nichts geändert. Öffnen Sie die Seite noch einmal und wiederholen Sie Ihre Eingabe.
      </p>
    ),
  });
}

export function notFound(visit: Visit) {
  return page(visit, {
    title: 'Diese Seite gibt es nicht',
    status: 404,
    children: (
      <p class="kern-body">
        Prüfen Sie die Adresse, oder gehen Sie über die{' '}
        <a class="kern-link" href="/">
          Übersicht
        </a>
        .
      </p>
    ),
  });
}

export function refused(visit: Visit, error: SyncError) {
  const isUnknown = error.code === 'run.unknown' || error.code === 'job.unknown';
  const problem = problemOf(error);
  return page(visit, {
    title: problem.title,
    status: isUnknown ? 404 : statusOf(error),
    children: <ProblemText problem={problem} />,
  });
}

/** `reference`: stands in the log as well. */
export function broken(visit: Visit) {
  return page(visit, {
    title: 'Das Programm ist auf etwas Unerwartetes gestoßen',
    status: 500,
    children: (
      <p class="kern-body">
        {`Versuchen Sie es noch einmal. Bleibt es dabei, wenden Sie sich an: ${visit.house.app.config.console.contact}.`}
      </p>
    ),
  });
}

/** The outcome of a form that was refused, above the form. */
export function RefusedAlert({ error }: { error: SyncError }) {
  const problem = problemOf(error);
  return (
    <Alert tone="danger" title={problem.title} isNews>
      <ProblemText problem={problem} />
    </Alert>
  );
}

function ProblemText({ problem }: { problem: Problem }) {
  return (
    <>
      <p class="kern-body">{problem.text}</p>
      <p class="kern-body kern-body--small">{`Kennung: ${problem.code}`}</p>
    </>
  );
}
