/** What a plan does as a whole: its list, and the areas. */
import type { PreviewChange } from '../../engine/desk/preview-changes.ts';
import type { Preview } from '../../engine/desk/preview.ts';
import { count, whole } from '../words/format.ts';
import { indicatorText, spanText } from './preview-choice.ts';

/** So many lines are shown at once, the others on request. */
const LINES = 40;

export function PlanParts({ run, preview }: { run: string; preview: Preview }) {
  const { changes, geometry } = preview;
  const lines = changes.filter(({ what }) => what !== 'unchanged');
  const unchanged = changes.filter(({ what }) => what === 'unchanged');
  return (
    <>
      {changes.length > 0 ? (
        <section aria-labelledby="plan">
          <h2 class="kern-heading-medium" id="plan">
            Alles, was geschieht
          </h2>
          <Lines run={run} lines={lines.slice(0, LINES)} />
          <More title={`${whole(lines.length - LINES)} weitere`} lines={lines.slice(LINES)} run={run} />
          <More
            title={`= ${count(unchanged.length, 'Reihe bleibt', 'Reihen bleiben')} unverändert`}
            lines={unchanged}
            run={run}
          />
        </section>
      ) : null}
      {geometry.length > 0 ? (
        <p class="kern-body">
          <a class="kern-link" href={`/laeufe/${run}/vorschau/flaechen`}>
            {`${count(geometry.length, 'Fläche ändert', 'Flächen ändern')} sich. Ansehen`}
          </a>
        </p>
      ) : null}
    </>
  );
}

function More({ title, lines, run }: { title: string; lines: readonly PreviewChange[]; run: string }) {
  if (lines.length === 0) return null;
  return (
    <details class="kern-accordion">
      <summary class="kern-accordion__header">
        <span class="kern-title">{title}</span>
      </summary>
      <section class="kern-accordion__body">
        <Lines run={run} lines={lines} />
      </section>
    </details>
  );
}

function Lines({ run, lines }: { run: string; lines: readonly PreviewChange[] }) {
  return (
    <ul class="ks-signs">
      {lines.map((line) => (
        <li>
          <span class="ks-technical" aria-hidden="true">
            {line.sign}
          </span>
          <LineText run={run} line={line} />
        </li>
      ))}
    </ul>
  );
}

const KINDS = {
  new: ['neuer Wert', 'neue Werte'],
  changed: ['geänderter Wert', 'geänderte Werte'],
  removed: ['entfallender Wert', 'entfallende Werte'],
  hidden: ['geheim gehaltener Wert', 'geheim gehaltene Werte'],
} as const;

function LineText({ run, line }: { run: string; line: PreviewChange }) {
  if (line.what === 'step') return <span class="kern-body">{line.title}</span>;
  const name = `${indicatorText(line.indicator)}, ${line.unitName}`;
  if (line.what === 'unchanged') return <span class="kern-body">{`${name}: unverändert`}</span>;
  const [one, many] = KINDS[line.kind];
  return (
    <span class="kern-body">
      <a class="kern-link" href={`/laeufe/${run}/vorschau?reihe=${line.series + 1}`}>
        {name}
      </a>
      {`: ${count(line.count, one, many)}, ${line.span[0] === line.span[1] ? 'Stichtag' : 'Stichtage'} ${spanText(line.span)}`}
    </span>
  );
}
