/** The list of what a plan does, one line for each thing it does to an indicator on a level. Pure. */
import type { ReferenceDate } from '../../core/reference-date.ts';
import { indicatorKeyText, type IndicatorKey, type Operation } from '../../sync/operations.ts';
import { operationTitle } from '../../sync/operation-title.ts';
import type { Plan } from '../../sync/plan.ts';
import type { CellKind, PreviewSeries } from './preview-series.ts';

export type Sign = '+' | '~' | '−' | '!' | '=';

export type PreviewChange =
  | {
      readonly what: 'values';
      readonly sign: Sign;
      readonly kind: 'new' | 'changed' | 'removed' | 'hidden';
      readonly count: number;
      readonly indicator: IndicatorKey;
      readonly unitName: string;
      /** First and last Stichtag of the upload. */
      readonly span: readonly [ReferenceDate, ReferenceDate];
      /** Place in `Preview.series`. */
      readonly series: number;
    }
  | { readonly what: 'step'; readonly sign: Sign; readonly title: string }
  | {
      readonly what: 'unchanged';
      readonly sign: Sign;
      readonly indicator: IndicatorKey;
      readonly unitName: string;
    };

const VALUE_SIGNS = [
  ['new', '+'],
  ['changed', '~'],
  ['removed', '−'],
  ['hidden', '!'],
] as const satisfies readonly (readonly [CellKind, Sign])[];

/** `series`: those of the plan's uploads, in its order. */
export function changesOf(
  { operations, scope, kind }: Plan,
  series: readonly PreviewSeries[],
): PreviewChange[] {
  const steps = operations.flatMap((operation): PreviewChange[] => {
    const sign = signOf(operation);
    return sign === undefined ? [] : [{ what: 'step', sign, title: operationTitle(operation) }];
  });
  const values = series.flatMap((one, index) => valueChanges(one, index));
  // A rollback looks at what the run has written; what else stands there is not part of it.
  const untouched = kind === 'rollback' ? [] : scope.links.filter((link) => !isTouched(link, series));
  return [
    ...values,
    ...steps,
    ...untouched.map((link): PreviewChange => ({ what: 'unchanged', sign: '=', ...link })),
  ];
}

function valueChanges({ indicator, unitName, dates, counts }: PreviewSeries, series: number) {
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return [];
  return VALUE_SIGNS.filter(([kind]) => counts[kind] > 0).map(([kind, sign]): PreviewChange => {
    return {
      what: 'values',
      sign,
      kind,
      count: counts[kind],
      indicator,
      unitName,
      span: [first, last],
      series,
    };
  });
}

function isTouched(link: Plan['scope']['links'][number], series: readonly PreviewSeries[]): boolean {
  const key = indicatorKeyText(link.indicator);
  return series.some(
    ({ indicator, unitName }) => unitName === link.unitName && indicatorKeyText(indicator) === key,
  );
}

function signOf({ kind }: Operation): Sign | undefined {
  switch (kind) {
    case 'create-unit':
    case 'create-indicator':
      return '+';
    case 'update-features':
    case 'clear-features':
    case 'describe-unit':
    case 'describe-indicator':
      return '~';
    case 'delete-unit':
    case 'delete-indicator':
    case 'delete-link':
    case 'delete-date':
      return '−';
    case 'put-values':
      return undefined;
  }
}
