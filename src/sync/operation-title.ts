/** Operations in words, for plans, progress and messages. */
import type { Operation } from './operations.ts';

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
      return `Indikator „${operation.description.name}“ anlegen`;
    case 'describe-indicator':
      return `Beschreibung des Indikators „${operation.indicator.name}“`;
    case 'put-values':
      return `Werte „${operation.indicator.name}“ (${operation.indicator.characteristic ?? ''}), ${operation.unitName}`;
    case 'delete-unit':
      return `Raumebene „${operation.unitName}“ entfernen`;
    case 'delete-indicator':
      return `Indikator „${operation.indicator.name}“ entfernen`;
    case 'delete-link':
      return `Verknüpfung „${operation.indicator.name}“ mit ${operation.unitName} entfernen`;
    case 'delete-date':
      return `Stichtag ${operation.date} von „${operation.indicator.name}“, ${operation.unitName} entfernen`;
  }
}
