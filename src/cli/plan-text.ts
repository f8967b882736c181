/** A plan as text: what is new, what changes from which value to which, what stays. Words beside signs. */
import { stopsRun } from '../core/finding.ts';
import { germanDate } from '../core/reference-date.ts';
import type { Operation, PutValues } from '../sync/operations.ts';
import { operationTitle } from '../sync/operation-title.ts';
import { planHash, type Plan } from '../sync/plan.ts';
import { count, instantText, shortHash, valueText } from './format.ts';

const EXAMPLES = 3;
/** More operations than this are summed up unless all are asked for. */
const LINES = 40;

export function planText(plan: Plan, options: { readonly all?: boolean } = {}): string {
  const title = plan.kind === 'rollback' ? 'Zurücknehmen' : 'Abgleich';
  const lines = [
    `KomMonitor-${title} – Plan ${shortHash(planHash(plan))} (Auftrag ${plan.job})`,
    `Ziel: ${plan.target}, gelesen ${instantText(plan.createdAt)}, gültig bis ${instantText(plan.expiresAt)}`,
    '',
  ];
  if (stopsRun(plan.findings)) {
    lines.push('Nichts geplant: Dem stehen Befunde entgegen.');
  } else if (plan.operations.length === 0) {
    lines.push('Keine Änderung. Der gewünschte Stand steht schon in KomMonitor.');
  } else {
    const shown = options.all ? plan.operations : plan.operations.slice(0, LINES);
    for (const operation of shown) lines.push(...operationLines(operation, options.all === true));
    const more = plan.operations.length - shown.length;
    if (more > 0)
      lines.push(
        `  … ${count(more, 'weiterer Schritt', 'weitere Schritte')}: kmsync show ${shortHash(planHash(plan))} --all`,
      );
  }
  const { create, update, unchanged, remove, suppressed } = plan.counts;
  lines.push(
    '',
    `Zusammenfassung: ${count(plan.operations.length, 'Schritt', 'Schritte')}; Werte: ${create} neu, ${update} geändert, ${unchanged} gleich, ${remove} entfallen, ${suppressed} geheim.`,
    'Zeichen: + neu, ~ geändert, - entfällt',
  );
  return lines.join('\n');
}

function operationLines(operation: Operation, all: boolean): string[] {
  switch (operation.kind) {
    case 'create-unit':
      return [
        `  + neu        ${operationTitle(operation)}: ${count(operation.upload.features.length, 'Fläche', 'Flächen')} ab ${germanDate(operation.upload.validFrom)}`,
      ];
    case 'create-indicator':
      return [`  + neu        ${operationTitle(operation)} (${operation.description.unit})`];
    case 'update-features':
      return [`  ~ geändert   ${operationTitle(operation)}: ${changedFeatures(operation)}`];
    case 'put-values':
      return valueLines(operation, all);
    case 'describe-unit':
    case 'describe-indicator':
    case 'clear-features':
      return [`  ~ geändert   ${operationTitle(operation)}`];
    case 'delete-unit':
    case 'delete-indicator':
    case 'delete-link':
    case 'delete-date':
      return [`  - entfällt   ${operationTitle(operation)}`];
  }
}

function valueLines(operation: PutValues, all: boolean): string[] {
  const changes = operation.rows.flatMap((row) =>
    operation.dates.flatMap((date, index) => {
      const before = row.before[index] ?? null;
      const after = row.values[index] ?? null;
      return before === after ? [] : [{ key: row.key, date, before, after }];
    }),
  );
  const fresh = changes.length > 0 && changes.every((change) => change.before === 'absent');
  const [first, last] = [operation.dates[0], operation.dates.at(-1)];
  const span =
    first && last && first !== last
      ? `${germanDate(first)} bis ${germanDate(last)}`
      : germanDate(first ?? operation.dates[0]!);
  const head = `  ${fresh ? '+ neu     ' : '~ geändert'}   ${operationTitle(operation)}: ${count(changes.length, 'Wert', 'Werte')}, ${count(operation.dates.length, 'Stichtag', 'Stichtage')} (${span})`;
  if (fresh && !all) return [head];
  const shown = all ? changes : changes.slice(0, EXAMPLES);
  const lines = shown.map(
    ({ key, date, before, after }) =>
      `        ${key} am ${germanDate(date)}: ${valueText(before)} -> ${valueText(after)}`,
  );
  const more = changes.length - shown.length;
  return more > 0
    ? [head, ...lines, `        … ${count(more, 'weiterer Wert', 'weitere Werte')}`]
    : [head, ...lines];
}

function changedFeatures(operation: Extract<Operation, { kind: 'update-features' }>): string {
  const key = (f: (typeof operation.after)[number]) => `${f.key} ${f.validity.from} ${f.validity.to ?? ''}`;
  const before = new Set(operation.before.map(key));
  const after = new Set(operation.after.map(key));
  const added = operation.after.filter((f) => !before.has(key(f))).length;
  const closed = operation.before.filter((f) => !after.has(key(f))).length;
  return `${count(added, 'neue oder geänderte Fassung', 'neue oder geänderte Fassungen')}, ${closed} beendet`;
}
