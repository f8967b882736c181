/** Lines over time as SVG: each with a number, a dash and a colour of its own, gaps where there is no value. */
import type { FC } from 'hono/jsx';
import { germanDate, type ReferenceDate } from '../../core/reference-date.ts';
import type { TimePoint } from '../../engine/desk/preview-timeline.ts';

export interface ChartLine {
  readonly name: string;
  /** In the order of the dates. */
  readonly points: readonly TimePoint[];
}

const WIDTH = 720;
const HEIGHT = 360;
const BOX = { left: 84, right: WIDTH - 36, top: 16, bottom: HEIGHT - 36 };
const INK = '#1a1a1a';
const GRID = '#d0d0d0';
const MOST_LABELS = 5;

/** Dark enough for white, and told apart by their dashes where colours are not. */
const LOOKS = [
  { colour: '#0b5fa5', dash: 'none' },
  { colour: '#a4400f', dash: '10 4' },
  { colour: '#2e7d32', dash: '3 3' },
  { colour: '#6a1b9a', dash: '12 4 3 4' },
  { colour: '#7a5c00', dash: '6 6' },
  { colour: '#ad1457', dash: '1 4' },
] as const;
export const MOST_LINES = LOOKS.length;

interface Scale {
  readonly x: (date: ReferenceDate) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
}

export const TimeChart: FC<{
  lines: readonly ChartLine[];
  dates: readonly ReferenceDate[];
  label: string;
  text: (value: number) => string;
}> = ({ lines, dates, label, text }) => {
  const scale = scaleOf(lines, dates);
  const labelled = dates.filter((_, index) => index % Math.ceil(dates.length / MOST_LABELS) === 0);
  return (
    <svg class="ks-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} focusable="false">
      {scale.ticks.map((tick) => (
        <>
          <path d={`M${BOX.left},${scale.y(tick)}H${BOX.right}`} stroke={GRID} />
          <text x={BOX.left - 8} y={scale.y(tick) + 5} text-anchor="end" font-size="14" fill={INK}>
            {text(tick)}
          </text>
        </>
      ))}
      {labelled.map((date) => (
        <text x={scale.x(date)} y={HEIGHT - 12} text-anchor="middle" font-size="14" fill={INK}>
          {germanDate(date)}
        </text>
      ))}
      {lines.map((line, index) => (
        <Line line={line} look={LOOKS[index] ?? LOOKS[0]} scale={scale} />
      ))}
      {endLabels(lines, scale).map(({ y, number }) => (
        <text x={BOX.right + 10} y={y + 5} font-size="14" fill={INK}>
          {number}
        </text>
      ))}
    </svg>
  );
};

const Line: FC<{ line: ChartLine; look: (typeof LOOKS)[number]; scale: Scale }> = ({
  line: { points },
  look: { colour, dash },
  scale: { x, y },
}) => (
  <g fill="none" stroke={colour} stroke-width="2">
    <path d={pathOf(points, { x, y })} {...(dash === 'none' ? {} : { 'stroke-dasharray': dash })} />
    {points.map(({ date, before, after, changed }) => (
      <>
        {changed && before !== null ? (
          <circle cx={x(date)} cy={y(before)} r="5" fill="#ffffff" stroke-width="1.5" />
        ) : null}
        {after === null ? null : <circle cx={x(date)} cy={y(after)} r={changed ? 6 : 2.5} fill={colour} />}
      </>
    ))}
  </g>
);

/** The number of a line with its dash, for the list beside the chart. */
export const LineSign: FC<{ index: number }> = ({ index }) => {
  const { colour, dash } = LOOKS[index] ?? LOOKS[0];
  return (
    <svg class="ks-legend__sign" viewBox="0 0 48 16" width="48" height="16" aria-hidden="true">
      <rect width="48" height="16" fill="#ffffff" />
      <path
        d="M2,8H46"
        fill="none"
        stroke={colour}
        stroke-width="3"
        {...(dash === 'none' ? {} : { 'stroke-dasharray': dash })}
      />
    </svg>
  );
};

function pathOf(points: readonly TimePoint[], { x, y }: Pick<Scale, 'x' | 'y'>): string {
  let path = '';
  let isGap = true;
  for (const { date, after } of points) {
    if (after !== null) path += `${isGap ? 'M' : 'L'}${x(date)},${y(after)}`;
    isGap = after === null;
  }
  return path;
}

function scaleOf(lines: readonly ChartLine[], dates: readonly ReferenceDate[]): Scale {
  const values = lines.flatMap(({ points }) =>
    points.flatMap(({ before, after, changed }) => (changed ? [before, after] : [after])),
  );
  const numbers = values.filter((value) => value !== null);
  const ticks = niceTicks(Math.min(0, ...numbers), Math.max(0, ...numbers));
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const days = dates.map((date) => Date.parse(date));
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0];
  const [left, right] = [BOX.left + 24, BOX.right - 24];
  return {
    ticks,
    x: (date) =>
      last === first
        ? (left + right) / 2
        : Math.round(left + ((Date.parse(date) - first) / (last - first)) * (right - left)),
    y: (value) => Math.round(BOX.bottom - ((value - low) / (high - low)) * (BOX.bottom - BOX.top)),
  };
}

/** From at or below `low` to at or above `high`, in steps of 1, 2 or 5 times a power of ten. */
export function niceTicks(low: number, high: number): readonly number[] {
  if (!(high > low)) return [low, low + 1];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** Beside the last value of each line, moved apart so that none covers another. */
function endLabels(lines: readonly ChartLine[], { y }: Scale): { y: number; number: number }[] {
  const ends = lines.flatMap(({ points }, index) => {
    const last = points.findLast(({ after }) => after !== null)?.after ?? null;
    return last === null ? [] : [{ y: y(last), number: index + 1 }];
  });
  let below = Number.NEGATIVE_INFINITY;
  return ends
    .sort((a, b) => a.y - b.y)
    .map((end) => {
      below = Math.max(end.y, below + 15);
      return { ...end, y: below };
    });
}
