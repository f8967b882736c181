/**
 * `strassenverzeichnis.csv`: the Kleinräumige Gliederung, house number ranges per side of the street to
 * quarters, with validity. A street that lies in one quarter has one line for both sides.
 */
import { addDays, germanDate, type ReferenceDate } from '../core/reference-date.ts';
import { encodeText } from './encode-text.ts';
import type { County } from './generate-county.ts';
import { groupBy } from './group-by.ts';
import type { DemoAddress } from './streets.ts';

const HEADER = 'AGS;STRSCHL;STRNAME;SEITE;VONHNR;VONZUS;BISHNR;BISZUS;QUARTIER;GUELTIGAB;GUELTIGBIS';
const OPEN_END = { number: 9999, suffix: '' };

interface HouseNumber {
  readonly number: number;
  readonly suffix: string;
}

/** G even, U odd, B both sides. */
export interface DirectoryRange {
  readonly side: 'G' | 'U' | 'B';
  readonly from: HouseNumber;
  readonly to: HouseNumber;
  readonly quartier: string;
}

export function streetDirectoryFile(county: County): Buffer {
  const [first, second] = county.territory.editions;
  const lastDay = addDays(second.validFrom, -1);
  const byStreet = groupBy(county.network.addresses, ({ street }) => street);
  const lines = county.network.streets.flatMap((street, index) => {
    const addresses = byStreet.get(index)!;
    const [before, after] = [first, second].map((edition) =>
      directoryRanges(addresses, ({ hex }) => edition.quartiere[edition.quartierOf[hex]!]!.key),
    ) as [DirectoryRange[], DirectoryRange[]];
    const head = [county.territory.gemeinden[street.gemeinde]!.key, street.key, street.name];
    const unchanged = JSON.stringify(before) === JSON.stringify(after);
    const write = (ranges: DirectoryRange[], from: ReferenceDate, to: ReferenceDate | null) =>
      ranges.map((range) =>
        [...head, ...rangeFields(range), germanDate(from), to ? germanDate(to) : ''].join(';'),
      );
    return unchanged
      ? write(after, first.validFrom, null)
      : [...write(before, first.validFrom, lastDay), ...write(after, second.validFrom, null)];
  });
  return encodeText([HEADER, ...lines, ''].join('\r\n'), 'windows-1252');
}

/** Runs of one quarter along each side; the first begins at the first number, the last is open. */
export function directoryRanges(
  addresses: readonly DemoAddress[],
  quartierOf: (address: DemoAddress) => string,
): DirectoryRange[] {
  const quarters = new Set(addresses.map(quartierOf));
  const [only] = quarters;
  if (only !== undefined && quarters.size === 1)
    return [{ side: 'B', from: { number: 1, suffix: '' }, to: OPEN_END, quartier: only }];
  return (['U', 'G'] as const).flatMap((side) => {
    const first = side === 'U' ? 1 : 2;
    const own = addresses
      .filter(({ number }) => number % 2 === first % 2)
      .sort((a, b) => a.number - b.number || (a.suffix < b.suffix ? -1 : 1));
    return runs(own, quartierOf).map(({ quartier, start, end }, i, all) => ({
      side,
      from: i === 0 ? { number: first, suffix: '' } : { number: start.number, suffix: start.suffix },
      to: i === all.length - 1 ? OPEN_END : { number: end.number, suffix: end.suffix },
      quartier,
    }));
  });
}

function runs(addresses: readonly DemoAddress[], quartierOf: (address: DemoAddress) => string) {
  const found: { quartier: string; start: DemoAddress; end: DemoAddress }[] = [];
  for (const address of addresses) {
    const quartier = quartierOf(address);
    const last = found.at(-1);
    if (last?.quartier === quartier) last.end = address;
    else found.push({ quartier, start: address, end: address });
  }
  return found;
}

function rangeFields({ side, from, to, quartier }: DirectoryRange): (string | number)[] {
  return [side, from.number, from.suffix, to.number, to.suffix, quartier];
}
