/** Operations in words, for plans, progress and messages. */
import type { IndicatorKey, Operation } from './operations.ts';

/** German, short: what the operation does to what. */
export function operationTitle(operation: Operation): string {
  switch (operation.kind) {
    case 'create-unit':
      return `Raumebene „${operation.unit.name}“ anlegen`;
    case 'update-features':
      return `Flächen der Raumebene „${operation.unitName}“ ab ${operation.upload.validFrom}`;
    case 'clear-features':
      return `Flächen der Raumebene „${operation.unitName}“ leeren`;
    case 'describe-unit':
      return `Beschreibung der Raumebene „${operation.after.name}“`;
    case 'create-indicator':
      return `Indikator ${indicatorName(operation.description)} anlegen`;
    case 'describe-indicator':
      return `Beschreibung des Indikators ${indicatorName(operation.indicator)}`;
    case 'put-values':
      return `Werte ${indicatorName(operation.indicator)}, ${operation.unitName}`;
    case 'delete-unit':
      return `Raumebene „${operation.unitName}“ entfernen`;
    case 'delete-indicator':
      return `Indikator ${indicatorName(operation.indicator)} entfernen`;
    case 'delete-link':
      return `Verknüpfung ${indicatorName(operation.indicator)} mit ${operation.unitName} entfernen`;
    case 'delete-date':
      return `Stichtag ${operation.date} von ${indicatorName(operation.indicator)}, ${operation.unitName} entfernen`;
  }
}

/** `„Einwohner nach Alter“ (0 bis unter 3 Jahre)` */
function indicatorName({ name, characteristic }: IndicatorKey): string {
  if (!characteristic) return `„${name}“`;
  // The inner circle's has its parentheses already.
  return /^\(.*\)$/.test(characteristic) ? `„${name}“ ${characteristic}` : `„${name}“ (${characteristic})`;
}
