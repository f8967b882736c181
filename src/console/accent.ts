/** The one colour a site may choose: under the white writing of the header, and lighter on a dark page. */
import { SyncError } from '../errors.ts';

/** WCAG 2.2, 1.4.3: least contrast of writing. */
const LEAST_CONTRAST = 4.5;
const WHITE = '#ffffff';
const BLACK = '#000000';

export interface Accent {
  readonly light: string;
  /** The same colour, with as much white as it needs on a black page. */
  readonly dark: string;
}

/** Throws SyncError `console.accent-contrast` (kind configuration) where white writing on it could not be read. */
export function accentOf(colour: string): Accent {
  const contrast = contrastOf(colour, WHITE);
  if (contrast < LEAST_CONTRAST)
    throw new SyncError({
      code: 'console.accent-contrast',
      kind: 'configuration',
      message: `Die Farbe ${colour} (console.accent) ist zu hell: Weiße Schrift darauf hat nur ein Kontrastverhältnis von ${contrast.toLocaleString('de-DE', { maximumFractionDigits: 2 })} : 1, nötig sind 4,5 : 1.`,
      hint: 'Wählen Sie eine dunklere Farbe, zum Beispiel #337ab7.',
    });
  const shares = Array.from({ length: 101 }, (_, percent) => percent / 100);
  const share = shares.find((white) => contrastOf(mixed(colour, white), BLACK) >= LEAST_CONTRAST) ?? 1;
  return { light: colour, dark: mixed(colour, share) };
}

/** Contrast ratio by WCAG 2.2, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mixed(colour: string, white: number): string {
  const parts = channels(colour).map((channel) => Math.round(channel + (255 - channel) * white));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
