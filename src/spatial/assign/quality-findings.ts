/** Quality figures that are not green, as findings: red blocks the release, amber asks for a look. */
import { finding, type Finding } from '../../core/finding.ts';
import { listText } from '../texts.ts';
import type { FigureId, QualityFigure } from './quality-figures.ts';
import { QUALITY_LIMITS, type QualityLimits } from './quality-limits.ts';

const TITLES: Readonly<Record<FigureId, string>> = {
  'match-rate': 'zugeordnete Personen',
  'unmatched-gemeinde': 'ohne Zuordnung in der schlechtesten Gemeinde',
  sum: 'Gemeinden, in denen Raumeinheiten und Rest nicht die gelesenen Sätze ergeben',
  'register-total': 'Abweichung des Registers von der amtlichen Einwohnerzahl',
  'numerator-total': 'Abweichung vom veröffentlichten Kreiswert',
  'key-share': 'über den Schlüssel zugeordnet',
  disagreement: 'Straßenverzeichnis und Koordinate widersprechen sich',
  'near-edge': 'Adressen näher als 1 m an einer Grenze',
  'quality-c': 'Koordinaten der Qualität C',
  'unit-change': 'Raumeinheiten mit auffälliger Veränderung zum Vorjahr',
  'unknown-unit': 'unbekannte Raumeinheiten',
  'empty-unit': 'Raumeinheiten ohne einen einzigen Satz',
  'empty-gemeinde': 'Gemeinden ohne einen einzigen Satz',
};
const COUNTED: ReadonlySet<FigureId> = new Set([
  'sum',
  'unit-change',
  'unknown-unit',
  'empty-unit',
  'empty-gemeinde',
]);

/** `file`: the delivery that was assigned. The order is that of the figures. */
export function qualityFindings(
  figures: readonly QualityFigure[],
  file: string,
  limits: QualityLimits = QUALITY_LIMITS,
): readonly Finding[] {
  return figures.flatMap((figure) => {
    if (figure.light === 'green') return [];
    const code = figure.light === 'red' ? 'assignment.quality-red' : 'assignment.quality-amber';
    const expected = limitText(figure.id, figure.light, limits);
    return [finding(code, { file, row: 0 }, { found: figureText(figure), expected })];
  });
}

/** `zugeordnete Personen 93,2 %`, `Raumeinheiten ohne einen einzigen Satz 2 (Q1, Q2)`. */
export function figureText({ id, value, subjects }: QualityFigure): string {
  const number = value === null ? '–' : COUNTED.has(id) ? String(value) : percent(value);
  const list = subjects.length > 0 ? ` (${listText(subjects)})` : '';
  return `${TITLES[id]} ${number}${list}`;
}

function limitText(id: FigureId, light: 'amber' | 'red', limits: QualityLimits): string {
  const pick = (limit: { readonly green: number; readonly red: number }) =>
    light === 'red' ? limit.red : limit.green;
  switch (id) {
    case 'match-rate':
      return `mindestens ${percent(pick(limits.matchRate))}`;
    case 'key-share':
      return `mindestens ${percent(limits.keyShare)}`;
    case 'unmatched-gemeinde':
      return `höchstens ${percent(limits.unmatchedGemeinde)}`;
    case 'register-total':
      return `höchstens ${percent(pick(limits.register))}`;
    case 'numerator-total':
      return `höchstens ${percent(pick(limits.numerator))}`;
    case 'disagreement':
      return `höchstens ${percent(pick(limits.disagreement))}`;
    case 'near-edge':
      return `höchstens ${percent(limits.nearEdge)}`;
    case 'quality-c':
      return `höchstens ${percent(limits.qualityC)}`;
    case 'unit-change':
      return `höchstens ±${percent(limits.change.share)} oder ±${limits.change.persons} Personen`;
    case 'sum':
    case 'unknown-unit':
    case 'empty-unit':
    case 'empty-gemeinde':
      return 'keine';
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2).replace('.', ',').replace(/,?0+$/, '')} %`;
}
