/** Maps as SVG made here: one drawing of the areas, used by each map in its own colours. Nothing in it can be focused. */
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { AreaGeometry, AreaKey, Ring } from '../../core/area.ts';
import { ringsOf, WIDTH, type Shapes } from './shapes.ts';

/** Fill of areas without a value. */
export const NOTHING = 'url(#ohne-wert)';
const BORDER = '#404040';

/** Stands once on a page with maps, before them. Its paths hold numbers and nothing that would have to be escaped. */
export const ShapeStore: FC<{ shapes: Shapes }> = ({ shapes }) => (
  <svg class="ks-shapes" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      <NothingPattern />
      {raw(
        shapes.areas
          .map(({ geometry }, index) => `<path id="f${index}" d="${pathText(geometry)}"/>`)
          .join(''),
      )}
    </defs>
  </svg>
);

/** Light stripes on nothing: neither a colour of a palette nor the grey of zero. */
const NothingPattern: FC = () => (
  <pattern id="ohne-wert" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect width="10" height="10" fill="#ffffff" />
    <rect width="2" height="10" fill="#767676" />
  </pattern>
);

export const AreaMap: FC<{
  shapes: Shapes;
  /** Short: what the map shows. What it says stands beside it in words. */
  label: string;
  fill: (key: AreaKey) => string;
  /** Shown under the pointer. */
  title: (key: AreaKey) => string;
}> = ({ shapes, label, fill, title }) => (
  <svg
    class="ks-map"
    viewBox={`0 0 ${WIDTH} ${shapes.height}`}
    role="img"
    aria-label={label}
    focusable="false"
    stroke={BORDER}
    stroke-width="1.5"
    stroke-linejoin="round"
  >
    {shapes.areas.map(({ key }, index) => (
      <use href={`#f${index}`} fill={fill(key)}>
        <title>{title(key)}</title>
      </use>
    ))}
  </svg>
);

export interface LegendEntry {
  readonly fill: string;
  readonly text: string;
}

export const Legend: FC<{ entries: readonly LegendEntry[]; label: string }> = ({ entries, label }) => (
  <ul class="ks-legend" aria-label={label}>
    {entries.map(({ fill, text }) => (
      <li>
        <svg class="ks-legend__sign" viewBox="0 0 24 16" width="24" height="16" aria-hidden="true">
          <rect x="1" y="1" width="22" height="14" fill={fill} stroke={BORDER} stroke-width="1.5" />
        </svg>
        <span>{text}</span>
      </li>
    ))}
  </ul>
);

/** What `geoPath` of d3 writes, without its many small strings: those cost four times as long. */
function pathText(geometry: AreaGeometry): string {
  return ringsOf(geometry).map(ringText).join('');
}

/** The last point is the first again and is drawn by `Z`. */
function ringText(ring: Ring): string {
  let text = '';
  for (let index = 0; index < ring.length - 1; index += 1) {
    const [x, y] = ring[index] ?? [0, 0];
    text += `${index === 0 ? 'M' : 'L'}${x},${y}`;
  }
  return `${text}Z`;
}
