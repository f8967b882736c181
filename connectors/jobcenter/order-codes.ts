/** What a row of an order file stands for, by its keys: a unit, a sum, a residual. Keys are text with their zeros. */

/** Words in the unit's or the name's column of a row that belongs to no unit. */
export const NO_UNIT = 'keine Angabe';

export type OrderRow =
  | { readonly ebene: 'quartier'; readonly key: string; readonly gemeinde: string }
  | { readonly ebene: 'rest'; readonly key: string; readonly gemeinde: string }
  /** `of`: leading digits of the units it is the sum of; empty for all units of `key`. */
  | {
      readonly ebene: 'summe' | 'zwischensumme';
      readonly key: string;
      readonly of: string;
      readonly gemeinde: string;
    };

/** Key of the sum over the whole file. */
export const WHOLE = 'gesamt';

const GEMEINDE = 8;
const UNIT = 9;
const SUM = /^(\d{6})SUM$|^(\d{3})SUMSUM$|^(SUM){3}$/iu;

export interface OrderKeys {
  readonly gemeinde: string;
  readonly unit: string;
  readonly name: string;
}

/**
 * `running`: the first three digits of a unit number the municipality within the file, so that `123SUMSUM` is the
 * sum of a municipality and `SUMSUMSUM` that of the file; otherwise `SUMSUMSUM` is the sum of its municipality.
 * Undefined where the keys say nothing that is known.
 */
export function readOrderRow(keys: OrderKeys, running: 'running' | 'none'): OrderRow | undefined {
  const { gemeinde, unit, name } = keys;
  const inGemeinde = /^\d{8}$/.test(gemeinde);
  const isRest = [unit, name].some((text) => text.toLowerCase() === NO_UNIT.toLowerCase());
  if (isRest) return inGemeinde ? { ebene: 'rest', key: gemeinde, gemeinde } : undefined;
  if (/^\d{9}$/.test(unit)) return inGemeinde ? { ebene: 'quartier', key: unit, gemeinde } : undefined;
  const sum = SUM.exec(unit);
  if (!sum) return undefined;
  const [, six, three] = sum;
  if (six !== undefined)
    return inGemeinde ? { ebene: 'zwischensumme', key: six, of: six, gemeinde } : undefined;
  if (three !== undefined && running === 'none')
    return inGemeinde ? { ebene: 'zwischensumme', key: three, of: three, gemeinde } : undefined;
  if (three !== undefined)
    return inGemeinde ? { ebene: 'summe', key: gemeinde, of: three, gemeinde } : undefined;
  if (running === 'running') return { ebene: 'summe', key: WHOLE, of: '', gemeinde: '' };
  return inGemeinde ? { ebene: 'summe', key: gemeinde, of: '', gemeinde } : undefined;
}

/** Digits that lost their leading zeros to Excel get them back; anything else stays. */
export function wholeKeys({ gemeinde, unit, name }: OrderKeys): OrderKeys {
  return { gemeinde: padded(gemeinde, GEMEINDE, 1), unit: padded(unit, UNIT, 2), name };
}

/** `lost`: zeros that a key can begin with; a shorter one is another kind of key, or a figure in the wrong place. */
function padded(text: string, width: number, lost: number): string {
  return /^\d+$/.test(text) && text.length >= width - lost ? text.padStart(width, '0') : text;
}
