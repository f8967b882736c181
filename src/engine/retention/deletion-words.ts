/** The words of deletion: what is deleted, in which class of the deletion concept, and by which rule. */
export const DELETION_CLASSES = ['K0', 'K1', 'K3', 'K4', 'K6'] as const;
export type DeletionClass = (typeof DELETION_CLASSES)[number];
export type DeletionObject =
  | 'dataset version'
  | 'level version'
  | 'snapshot'
  | 'plan'
  | 'report'
  | 'orphaned key'
  | 'landing folder'
  | 'audit entries'
  | PeopleObject;

/** What names people. */
export type PeopleObject = 'approval' | 'delivery' | 'permit' | 'account' | 'login attempt';

export const DELETION_RULES = {
  'rejected-30-days': 'zurückgewiesen, 30 Tage',
  'superseded-30-days': 'durch eine spätere Lieferung ersetzt, 30 Tage',
  'not-needed': 'von keinem Indikator mehr gebraucht, längster Rückblick und ein Jahr',
  'level-gone-1-year': 'Raumebene nicht mehr eingerichtet, 1 Jahr',
  'snapshot-24-months': 'Stand vor dem Lauf, 24 Monate',
  'plan-24-months': 'Plan, 24 Monate',
  'report-24-months': 'Bericht eines Laufs, 24 Monate',
  'audit-24-months': 'Protokolleinträge, 24 Monate',
  'orphaned-1-day': 'Rest eines abgebrochenen Laufs, 1 Tag',
  'landing-at-once': 'Lieferung im Eingang, sofort',
  'names-24-months': 'Namen der Beteiligten, 24 Monate',
  'locked-24-months': 'gesperrtes Konto, 24 Monate',
  'login-1-day': 'Anmeldeversuch, 1 Tag',
} as const;
export type DeletionRule = keyof typeof DELETION_RULES;

/** What was deleted, one of it and several. */
export const DELETION_NAMES = {
  'dataset version': ['Datenbestand', 'Datenbestände'],
  'level version': ['Raumebene', 'Raumebenen'],
  report: ['Bericht', 'Berichte'],
  'audit entries': ['Protokolleintrag', 'Protokolleinträge'],
  snapshot: ['Stand vor einem Lauf', 'Stände vor einem Lauf'],
  plan: ['Plan', 'Pläne'],
  'orphaned key': ['Rest eines abgebrochenen Laufs', 'Reste abgebrochener Läufe'],
  approval: ['Freigabe mit Namen', 'Freigaben mit Namen'],
  delivery: ['Lieferung mit Namen', 'Lieferungen mit Namen'],
  permit: ['Freigabe eines Zeitplans mit Namen', 'Freigaben von Zeitplänen mit Namen'],
  account: ['Konto', 'Konten'],
  'login attempt': ['Anmeldeversuch', 'Anmeldeversuche'],
  'landing folder': ['Ordner im Eingang', 'Ordner im Eingang'],
} as const satisfies Readonly<Record<DeletionObject, readonly [one: string, many: string]>>;
