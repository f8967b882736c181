/** The line about KomMonitor, as of the last look: the page asks KomMonitor nothing, so that it is there when KomMonitor is not. */
import { isUnreachable, targetFailures, type CheckupResult } from '../checkup.ts';
import { Alert } from '../parts/marks.tsx';
import type { Visit } from '../visit.ts';
import { agoText, clockText, dayText } from '../words/format.ts';

export function Target({ visit }: { visit: Visit }) {
  const last = visit.house.checkup.last();
  const now = visit.house.app.now();
  return (
    <section aria-labelledby="kommonitor">
      <h2 class="kern-heading-medium" id="kommonitor">
        KomMonitor
      </h2>
      {last ? (
        <Found last={last} now={now} />
      ) : (
        <p class="kern-body">Seit dem Start des Programms noch nicht geprüft.</p>
      )}
    </section>
  );
}

function Found({ last, now }: { last: CheckupResult; now: Date }) {
  const failed = targetFailures(last);
  const looked = `geprüft um ${timeText(last.at, now)}, ${agoText(last.at, now)}`;
  if (failed.length === 0) return <p class="kern-body">{`Erreichbar · Anmeldung in Ordnung · ${looked}.`}</p>;
  const since = last.failingSince ? ` seit ${timeText(last.failingSince, now)}` : '';
  const title = isUnreachable(failed)
    ? `KomMonitor ist${since} nicht erreichbar.`
    : `Mit KomMonitor stimmt${since} etwas nicht.`;
  return (
    <Alert tone="danger" title={title}>
      <p class="kern-body">{`${failed.map(({ text }) => text).join(' ')} Zuletzt ${looked}.`}</p>
      <p class="kern-body">
        {last.wellAt ? `Stand von ${timeText(last.wellAt, now)}. ` : ''}
        Was auf dieser Seite steht, kommt aus den eigenen Aufzeichnungen und gilt weiter. Was begonnen hat,
        geht von selbst weiter, sobald KomMonitor wieder antwortet.
      </p>
    </Alert>
  );
}

/** With its day where it was another one. */
function timeText(at: Date, now: Date): string {
  const [day, today] = [at, now].map((each) => dayText(each.toISOString()));
  return day === today ? clockText(at) : `${clockText(at)} am ${day}`;
}
