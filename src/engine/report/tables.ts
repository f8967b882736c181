/** What a report shows, as headings and tables in German; Markdown and HTML only dress it. */
import { durationText } from '../../core/duration.ts';
import { germanDate, referenceDate } from '../../core/reference-date.ts';
import type { RunState } from '../ledger.ts';
import type { RunDocument } from './run-document.ts';
import { STATE_LABELS } from './run-words.ts';

export interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that hold numbers, from 0. */
  readonly numbers: readonly number[];
}

const WHOLE = new Intl.NumberFormat('de-DE');
const INSTANT = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'medium',
  timeStyle: 'long',
});
const KINDS = {
  sync: 'Abgleich',
  apply: 'Ausführen eines Plans',
  rollback: 'Zurücknehmen',
  check: 'Prüfung',
  plan: 'Planung',
  intake: 'Übernahme',
} as const;
const SEVERITIES = { block: 'Sperre', error: 'Fehler', warning: 'Hinweis', info: 'Zur Kenntnis' } as const;
const OPERATIONS: Readonly<Record<string, string>> = {
  'create-unit': 'Raumebene anlegen',
  'update-features': 'Raumeinheiten ändern',
  'clear-features': 'Raumeinheiten leeren',
  'describe-unit': 'Raumebene beschreiben',
  'create-indicator': 'Indikator anlegen',
  'describe-indicator': 'Indikator beschreiben',
  'put-values': 'Werte schreiben',
  'delete-date': 'Stichtag entfernen',
  'delete-unit': 'Raumebene entfernen',
  'delete-indicator': 'Indikator entfernen',
  'delete-link': 'Verknüpfung entfernen',
};
const OPERATION_STATES: Readonly<Record<string, string>> = {
  pending: 'noch nicht begonnen',
  intended: 'begonnen, Ausgang offen',
  verified: 'geschrieben und zurückgelesen',
  failed: 'fehlgeschlagen',
  compensated: 'zurückgesetzt',
};
const LIGHTS: Readonly<Record<string, string>> = { green: 'grün', amber: 'gelb', red: 'rot' };

/** Sections without a row are left out. */
export function sectionsOf(report: RunDocument): Section[] {
  return [
    runTable(report),
    inputs(report),
    quality(report),
    findings(report),
    ...planTables(report),
    execution(report),
  ].filter(({ rows }) => rows.length > 0);
}

function runTable({ run, verification, software }: RunDocument): Section {
  return facts('Lauf', [
    ['Lauf', run.id],
    ['Auftrag', run.title === run.job ? run.job : `${run.title} (${run.job})`],
    ['Art', KINDS[run.kind]],
    ['Zustand', STATE_LABELS[run.state as RunState] ?? run.state],
    ['Beginn', instant(run.startedAt)],
    ['Ende', run.finishedAt === null ? 'noch nicht beendet' : instant(run.finishedAt)],
    ...(run.durationMs === null ? [] : [['Dauer', durationText(run.durationMs)] as const]),
    ...(run.rollsBack === null ? [] : [['nimmt zurück', `Lauf ${run.rollsBack}`] as const]),
    ...(verification === null
      ? []
      : [
          ['mit KomMonitor verglichen', `${whole(verification.cells)} Werte`] as const,
          ['Abweichungen', whole(verification.mismatches)] as const,
        ]),
    ['Programm', software.program],
  ]);
}

function inputs({ inputs: read }: RunDocument): Section {
  return {
    title: 'Lieferungen',
    head: ['Datei', 'Größe (Byte)', 'Zeilen', 'Stichtage', 'Profil', 'Prüfsumme (SHA-256)', 'Übernommen'],
    rows: read.map(({ file, bytes, rows, dates, profile, profileSha256, sha256, taken }) => [
      file,
      whole(bytes),
      whole(rows),
      dates.map((date) => germanDate(referenceDate(date))).join(', '),
      `${profile} (${profileSha256.slice(0, 8)})`,
      sha256,
      taken ? 'ja' : 'nein',
    ]),
    numbers: [1, 2],
  };
}

function quality({ quality: measured }: RunDocument): Section {
  return {
    title: 'Qualität',
    head: ['Datei', 'Datenbestand', 'Stichtag', 'Kennzahlen'],
    rows: measured.map(({ file, dataset, date, figures }) => [
      file,
      dataset,
      germanDate(referenceDate(date)),
      lights(figures),
    ]),
    numbers: [],
  };
}

function lights(figures: RunDocument['quality'][number]['figures']): string {
  const noted = figures.filter(({ light }) => light !== 'green');
  if (noted.length === 0) return 'grün';
  return noted.map(({ id, light }) => `${id}: ${LIGHTS[light] ?? light}`).join(', ');
}

function findings({ findingGroups }: RunDocument): Section {
  return {
    title: 'Befunde',
    head: ['Art', 'Anzahl', 'Befund', 'Erste Stellen'],
    rows: findingGroups.map(({ severity, count, text, code, places }) => [
      SEVERITIES[severity],
      whole(count),
      `${text} [${code}]`,
      places.join('; ') + (count > places.length ? ' …' : ''),
    ]),
    numbers: [1],
  };
}

function planTables({ plan }: RunDocument): Section[] {
  if (plan === null) return [];
  const { cells } = plan;
  return [
    facts('Plan', [
      ['Plan', plan.hash.slice(0, 8)],
      ['Ziel', plan.target],
      ['Stand des Ziels', plan.fingerprint.slice(0, 8)],
      ['Regeln der Geheimhaltung', plan.policy.slice(0, 8)],
      ['erstellt', instant(plan.createdAt)],
      ['gültig bis', instant(plan.expiresAt)],
    ]),
    {
      title: 'Werte',
      head: ['Was', 'Anzahl'],
      rows: [
        ['neu', whole(cells.create)],
        ['geändert', whole(cells.update)],
        ['unverändert', whole(cells.unchanged)],
        ['entfallen', whole(cells.remove)],
        ['gesperrt (Geheimhaltung)', whole(cells.suppressed)],
      ],
      numbers: [1],
    },
    {
      title: 'Schritte des Plans',
      head: ['Schritt', 'Anzahl'],
      rows: plan.operations.map(({ kind, count }) => [OPERATIONS[kind] ?? kind, whole(count)]),
      numbers: [1],
    },
  ];
}

function execution({ execution: done }: RunDocument): Section {
  const rows = done.operations.map(({ state, count }) => [OPERATION_STATES[state] ?? state, whole(count)]);
  const repeated = done.repeated > 0 ? [['davon mehr als einmal versucht', whole(done.repeated)]] : [];
  return { title: 'Ausführung', head: ['Schritte', 'Anzahl'], rows: [...rows, ...repeated], numbers: [1] };
}

function facts(title: string, rows: readonly (readonly [string, string])[]): Section {
  return { title, head: ['Angabe', 'Inhalt'], rows, numbers: [] };
}

function whole(n: number): string {
  return WHOLE.format(n);
}

function instant(iso: string): string {
  return INSTANT.format(new Date(iso));
}
