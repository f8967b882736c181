/** What a map says, in words. */
import { FAR, type Moves } from '../../engine/desk/preview-series.ts';
import { whole } from './format.ts';

/** „In 12 von 64 Raumeinheiten ändert sich der Wert um mehr als 10 %.“ */
export function movesText({ areas, far, added, lost, changed }: Moves): string {
  const of = `von ${whole(areas)} Raumeinheiten`;
  const sentences: string[] = [];
  if (changed > 0)
    sentences.push(
      far > 0
        ? `In ${whole(far)} ${of} ändert sich der Wert um mehr als ${whole(FAR * 100)} %.`
        : `In ${whole(changed)} ${of} ändert sich der Wert, in keiner um mehr als ${whole(FAR * 100)} %.`,
    );
  if (added > 0) sentences.push(`In ${whole(added)} ${of} kommt ein Wert hinzu.`);
  if (lost > 0) sentences.push(`In ${whole(lost)} ${of} entfällt der Wert.`);
  return sentences.length === 0 ? `In keiner ${of} ändert sich der Wert.` : sentences.join(' ');
}
