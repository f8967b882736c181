/** The areas of a level among each other: overlaps and gaps. Small ones are normal in real files and only noted. */
import { finding, type Finding } from '../core/finding.ts';
import type { Coverage } from './coverage-sweep.ts';
import type { GeometryQuestion } from './metric-area.ts';
import { areaText } from './texts.ts';

/** Square metres from which an overlap or a gap is mentioned. */
const WORTH_MENTIONING = 1;
/** Square metres from which an overlap is no longer drawing noise: people could live in it and be counted twice. */
const OVERLAP_ERROR = 100;

type Question = Pick<GeometryQuestion, 'file' | 'areas' | 'pointText'>;

/** Largest first. */
export function checkCoverage(coverage: Coverage, question: Question): Finding[] {
  return [...overlapFindings(coverage, question), ...gapFindings(coverage, question)];
}

function overlapFindings({ shared }: Coverage, { file, areas, pointText }: Question): Finding[] {
  return shared
    .filter(({ squareMetres }) => squareMetres > WORTH_MENTIONING)
    .sort((a, b) => b.squareMetres - a.squareMetres)
    .map(({ a, b, squareMetres, at }) => {
      const [first, second] = [areas[a], areas[b]];
      const facts = {
        found: `${first?.key} und ${second?.key}`,
        expected: `${areaText(squareMetres)} bei ${pointText(at)}`,
        ...(squareMetres > OVERLAP_ERROR ? { severity: 'error' as const } : {}),
      };
      return finding('spatial.overlap', { file, row: second?.row ?? 0 }, facts);
    });
}

function gapFindings({ gaps }: Coverage, { file, pointText }: Question): Finding[] {
  return gaps
    .filter(({ squareMetres }) => squareMetres > WORTH_MENTIONING)
    .toSorted((a, b) => b.squareMetres - a.squareMetres)
    .map(({ squareMetres, at }) =>
      finding('spatial.gap', { file, row: 0 }, { found: `${areaText(squareMetres)} bei ${pointText(at)}` }),
    );
}
