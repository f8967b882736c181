/** The box beside the table that lets a person see at a glance whether the numbers can be right. */
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { PreviewSeries } from '../../engine/desk/preview-series.ts';
import { isWhole, totalsOf, type Total } from '../../engine/desk/preview-totals.ts';
import { Alert } from '../parts/marks.tsx';
import { Facts } from '../parts/tables.tsx';
import { count, whole } from '../words/format.ts';
import { changeText, valueText } from '../words/values.ts';

export function TotalsPart({
  series,
  date,
  all,
}: {
  series: PreviewSeries;
  date: ReferenceDate;
  all: readonly PreviewSeries[];
}) {
  const { before, after, others } = totalsOf(series, date, all);
  const precision = series.shown?.precision;
  const type = series.indicator.type ?? '';
  const isSum = type.endsWith('_ABSOLUTE');
  const text = (total: Total | undefined) => (total ? totalText(total, precision, isSum) : 'kein Wert');
  const what = isSum ? 'Summe' : 'Spanne';
  const isShare = type === 'STATUS_RELATIVE' && series.shown?.unit === '%';
  return (
    <>
      <h4 class="kern-title">Zur Kontrolle</h4>
      <Facts
        facts={[
          [`${what} bisher`, text(before)],
          [`${what} neu`, text(after)],
          ...(isSum
            ? others.map(
                (other) =>
                  [
                    `Summe neu, ${other.unitName}`,
                    other.after ? comparedText(after, other.after, precision) : 'kein Wert',
                  ] as const,
              )
            : []),
        ]}
      />
      {isShare && after && (after.low < 0 || after.high > 100) ? (
        <Alert tone="warning" title="Ein Anteil liegt nicht zwischen 0 und 100 %.">
          <p class="kern-body">Bitte prüfen Sie, ob das bei diesem Indikator möglich ist.</p>
        </Alert>
      ) : null}
    </>
  );
}

function totalText(total: Total, precision: number | undefined, isSum: boolean): string {
  const { sum, low, high, values, areas } = total;
  const number = isSum
    ? valueText(sum, precision)
    : `${valueText(low, precision)} bis ${valueText(high, precision)}`;
  return isWhole(total)
    ? number
    : `${number} (${whole(values)} von ${count(areas, 'Raumeinheit', 'Raumeinheiten')})`;
}

/** Sums are compared where no value is missing on either level. */
function comparedText(own: Total | undefined, other: Total, precision: number | undefined): string {
  const number = totalText(other, precision, true);
  if (!own || !isWhole(own) || !isWhole(other)) return `${number}; nicht vergleichbar, weil Werte fehlen`;
  const difference = other.sum - own.sum;
  const isSame = Math.abs(difference) < 10 ** -(precision ?? 6) / 2;
  return isSame ? `${number}; gleich` : `${number}; Abweichung ${changeText(difference, precision)}`;
}
