/** A first look at a file as text for people: structure, what is to be looked at, the proof, and the proposal itself. */
import { germanDate } from '../core/reference-date.ts';
import type {
  ColumnReport,
  Inspection,
  LayerReport,
  Proof,
  ProofCount,
  TableReport,
} from '../engine/inspect/inspection.ts';
import { count, shortHash } from './format.ts';
import { findingLines } from './report-text.ts';

const ENCODINGS: Readonly<Record<string, string>> = { ascii: 'ASCII (ohne Umlaute)' };
const DELIMITERS: Readonly<Record<string, string>> = { '\t': 'Tabulator' };
const KINDS: Readonly<Record<ColumnReport['kind'], string>> = {
  empty: 'leer',
  text: 'Text',
  day: 'Tage',
  digits: 'Ziffern mit führenden Nullen',
  whole: 'ganze Zahlen',
  decimal: 'Zahlen',
  mixed: 'Text und Zahlen',
};
const ROLES: Readonly<Record<NonNullable<ColumnReport['role']>, string>> = {
  area: 'Raumeinheit',
  date: 'Stichtag',
  dimension: 'Gliederung',
  value: 'Wert',
  quality: 'Qualitätszeichen',
  measure: 'Messgröße',
  rows: 'Auswahl der Zeilen',
  ignored: 'nicht gelesen',
};
const STATES: Readonly<Record<Inspection['state'], string>> = {
  runs: 'Der Vorschlag läuft.',
  'does-not-run': 'Der Vorschlag läuft so noch nicht.',
  'no-proposal': 'Es gibt keinen Vorschlag.',
  persons: 'Die Datei sieht nach Angaben zu Personen aus. Gezeigt und vorgeschlagen wird nichts.',
};
const SHOWN_NOTES = 5;
const SHOWN_COUNTS = 40;
const LONGEST = 100;

export function inspectionText(
  inspection: Inspection,
  { language, written }: { readonly language: 'de' | 'en'; readonly written: string | undefined },
): string {
  const { file, bytes, sha256, state, findings, proposal, missing } = inspection;
  const blocks = [
    [`${file} (${count(bytes, 'Byte', 'Bytes')}, Prüfsumme ${shortHash(sha256)})`, ...outerLines(inspection)],
    ...inspection.tables.map(tableLines),
    ...(inspection.layer ? [layerLines(inspection.layer)] : []),
    listed(
      'Zu prüfen',
      proposal?.checks.map(({ line, text }) => `Zeile ${line} des Vorschlags: ${text}`) ?? [],
    ),
    listed('Es fehlt', missing),
    [STATES[state], ...(inspection.proof ? proofLines(inspection.proof, inspection.layer !== null) : [])],
    findingLines(findings, language),
    proposalLines(inspection, written),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

function outerLines({ text, sheets, recognised, layer }: Inspection): string[] {
  const [best, ...others] = recognised;
  const lines: string[] = [];
  if (text && layer === null) {
    lines.push(
      `Kodierung: ${ENCODINGS[text.encoding] ?? text.encoding}${text.certain ? '' : ' (nicht sicher)'}: ${text.because}.`,
    );
    if (text.delimiter !== null)
      lines.push(`Trennzeichen: ${DELIMITERS[text.delimiter] ?? `„${text.delimiter}“`}`);
    if (text.members.length > 0)
      lines.push(`Archiv mit ${text.members.map((name) => `„${name}“`).join(', ')}`);
  }
  for (const { name, rows, columns, hidden } of sheets)
    lines.push(
      `Blatt „${name}“: ${count(rows, 'Zeile', 'Zeilen')}, ${count(columns, 'Spalte', 'Spalten')}${hidden ? ', ausgeblendet' : ''}`,
    );
  if (best) lines.push(`Erkannt: Konnektor ${best.connector}, Form ${best.form}. ${best.because}`);
  if (others.length > 0)
    lines.push(
      `Auch möglich: ${others.map(({ connector, form }) => `${connector}/${form}`).join(', ')} (--connector, --form)`,
    );
  return lines;
}

function tableLines({ sheets, titles, rows, columns, notes }: TableReport): string[] {
  const where =
    sheets.length === 0 ? 'Tabelle' : `Tabelle (${sheets.map((name) => `Blatt „${name}“`).join(', ')})`;
  return [
    `${where}: ${count(rows, 'Datenzeile', 'Datenzeilen')}, ${count(columns.length, 'Spalte', 'Spalten')}`,
    ...titles.map((title) => `  Titel: ${cut(title)}`),
    ...columns.map(columnLine),
    ...notes.slice(0, SHOWN_NOTES).map((note) => `  Anmerkung: ${cut(note)}`),
    ...(notes.length > SHOWN_NOTES ? [`  … ${notes.length - SHOWN_NOTES} weitere Anmerkungen`] : []),
  ];
}

/** Never a value: kinds, lengths and numbers of different texts only. */
function columnLine(column: ColumnReport): string {
  const { position, label, kind, role, shortest, longest, blank, distinct, signs } = column;
  const met = Object.entries(signs).map(([sign, times]) => `„${sign}“ ${times}-mal`);
  const parts = [
    KINDS[kind],
    ...(longest === 0
      ? []
      : [shortest === longest ? `${longest} Zeichen` : `${shortest} bis ${longest} Zeichen`]),
    distinct === null ? 'sehr viele verschiedene' : `${distinct} verschiedene`,
    ...(blank > 0 ? [`${blank} leer`] : []),
    ...(met.length > 0 ? [`Zeichen ${met.join(', ')}`] : []),
  ];
  const meant = role === null ? '' : ` → ${ROLES[role]}`;
  return `  ${position}. ${label === '' ? '(ohne Kopf)' : cut(label)}: ${parts.join(', ')}${meant}`;
}

function layerLines({
  layer,
  features,
  geometries,
  declaredCrs,
  crs,
  box,
  properties,
}: LayerReport): string[] {
  const kinds = Object.entries(geometries).map(([kind, number]) => `${number} ${kind}`);
  return [
    `${layer === null ? 'Flächen' : `Ebene „${layer}“`}: ${count(features, 'Objekt', 'Objekte')} (${kinds.join(', ')})`,
    `  Koordinatensystem: ${declaredCrs ?? 'keine Angabe'}; ${crs === null ? 'nicht entschieden' : `entschieden ${crs}`}`,
    ...(box
      ? [
          `  Ausdehnung: ${box.map((value) => value.toFixed(Math.abs(value) < 1000 ? 4 : 0)).join(', ')} (West, Süd, Ost, Nord)`,
        ]
      : []),
    ...properties.map(columnLine),
  ];
}

function listed(title: string, sentences: readonly string[]): string[] {
  return sentences.length === 0 ? [] : [`${title}:`, ...sentences.map((sentence) => `  - ${sentence}`)];
}

function proofLines({ problems, counts, lentDate }: Proof, isLayer: boolean): string[] {
  if (isLayer) return counts.map(({ areas }) => `  ${count(areas, 'Raumeinheit', 'Raumeinheiten')} gelesen`);
  const shown = counts.slice(0, SHOWN_COUNTS).map(countLine);
  return [
    ...problems.map((problem) => `  ${problem}`),
    ...shown,
    ...(counts.length > shown.length
      ? [`  … ${counts.length - shown.length} weitere Gruppen (alle mit --json)`]
      : []),
    ...(lentDate === null
      ? []
      : [`  Zur Probe wurde der Stichtag ${germanDate(lentDate)} angenommen; er steht in keinem Profil.`]),
  ];
}

const WHAT: Readonly<Record<ProofCount['role'], readonly [string, string]>> = {
  value: ['Wert', 'Werte'],
  total: ['Kontrollsumme', 'Kontrollsummen'],
  residual: ['Rest ohne Raumeinheit', 'Reste ohne Raumeinheit'],
};

function countLine({ level, date, measure, role, areas, observations }: ProofCount): string {
  const [one, many] = WHAT[role];
  return `  ${level}, ${date}, ${measure}: ${count(observations, one, many)} für ${count(areas, 'Raumeinheit', 'Raumeinheiten')}`;
}

function proposalLines({ proposal, state }: Inspection, written: string | undefined): string[] {
  if (!proposal) return [];
  const next =
    state === 'runs'
      ? 'Gehen Sie die mit „prüfen“ bezeichneten Zeilen durch.'
      : 'Ergänzen Sie, was fehlt, und sehen Sie sich die Datei noch einmal an.';
  if (written !== undefined) return [`Der Vorschlag steht in „${written}“. ${next}`];
  return [`Vorschlag (mit --profile <datei> wird er geschrieben). ${next}`, '', proposal.yaml.trimEnd()];
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
