/** What a plan comes to, in one sentence and its numbers. */
import type { FC } from 'hono/jsx';
import type { Preview } from '../../engine/desk/preview.ts';
import { count, whole } from '../words/format.ts';

export const PreviewSentence: FC<{ preview: Preview }> = ({ preview: { tally, steps } }) => (
  <>
    <p class="kern-body">{changeSentence(tally, steps)}</p>
    {tally.hidden > 0 ? (
      <p class="kern-body">
        {`Im ganzen Auftrag ${tally.hidden === 1 ? 'wird' : 'werden'} ${count(tally.hidden, 'Wert', 'Werte')} aus Gründen der Geheimhaltung nicht veröffentlicht.`}
      </p>
    ) : null}
  </>
);

function changeSentence({ indicators, added, changed, removed }: Preview['tally'], steps: number): string {
  if (indicators === 0)
    return steps === 0
      ? 'Keine Änderung. Der gewünschte Stand steht schon in KomMonitor.'
      : 'Kein Wert ändert sich, nur Beschreibungen, Flächen oder ganze Stichtage.';
  const where = indicators === 1 ? 'In einem Indikator' : `In ${whole(indicators)} Indikatoren`;
  const verbs = [
    `${added === 1 ? 'kommt' : 'kommen'} ${count(added, 'Wert', 'Werte')} hinzu`,
    `${whole(changed)} ${changed === 1 ? 'ändert' : 'ändern'} sich`,
    `${whole(removed)} ${removed === 1 ? 'entfällt' : 'entfallen'}`,
  ];
  return `${where} ${verbs.join(', ')}.`;
}
