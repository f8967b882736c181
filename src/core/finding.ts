/**
 * A finding: one thing a delivery, a level or the target has wrong or worth knowing, at a place a person
 * can go to. Findings never hold a value from a person's record.
 */
import { CATALOGUE, type FindingCode } from './findings/catalogue.ts';

export type Severity = 'info' | 'warning' | 'error' | 'block';

export interface Place {
  /** File name without folder; for the target the word `KomMonitor`. */
  readonly file: string;
  readonly sheet?: string;
  /** 1-based. 0: the whole file. */
  readonly row: number;
  /** Column label or position, as a person would name it. */
  readonly column?: string;
}

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly place: Place;
  readonly found?: string;
  readonly expected?: string;
  /** German: what to do next. */
  readonly hint: string;
}

export interface FindingFacts {
  found?: string;
  expected?: string;
  /** Only where the catalogue's severity is softened or hardened by configuration. */
  severity?: Severity;
}

/** A cell may hold a book; what is left out is shown by `…`. */
const LONGEST_FACT = 1_000;

function short(text: string): string {
  if (text.length <= LONGEST_FACT) return text;
  return `${text.slice(0, LONGEST_FACT).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Builds a finding; severity and hint come from the catalogue. `{found}` and `{expected}` are filled in. */
export function finding(code: FindingCode, where: Place, given: FindingFacts = {}): Finding {
  const entry = CATALOGUE[code];
  const { found, expected } = given;
  const facts: FindingFacts = {
    ...given,
    ...(found === undefined ? {} : { found: short(found) }),
    ...(expected === undefined ? {} : { expected: short(expected) }),
  };
  return {
    code,
    severity: facts.severity ?? entry.severity,
    place: where.column === undefined ? where : { ...where, column: short(where.column) },
    ...(facts.found === undefined ? {} : { found: facts.found }),
    ...(facts.expected === undefined ? {} : { expected: facts.expected }),
    hint: fill(entry.de.hint, facts),
  };
}

export type Language = 'de' | 'en';

/** The sentence for people: what is wrong and what to do, without the place. */
export function findingText(f: Finding, language: Language = 'de'): { text: string; hint: string } {
  const entry = CATALOGUE[f.code][language];
  return { text: fill(entry.text, f), hint: fill(entry.hint, f) };
}

/** `datei.csv, Blatt Tabelle1, Zeile 17, Spalte Quartier` */
export function placeText(place: Place, language: Language = 'de'): string {
  const words = language === 'de' ? ['Blatt', 'Zeile', 'Spalte'] : ['sheet', 'row', 'column'];
  const parts = [place.file];
  if (place.sheet) parts.push(`${words[0]} ${place.sheet}`);
  if (place.row > 0) parts.push(`${words[1]} ${place.row}`);
  if (place.column) parts.push(`${words[2]} ${place.column}`);
  return parts.join(', ');
}

/** True where the run must stop before anything is written. */
export function stopsRun(findings: readonly Finding[]): boolean {
  return findings.some((f) => f.severity === 'error' || f.severity === 'block');
}

export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { block: 0, error: 0, warning: 0, info: 0 };
  for (const f of findings) counts[f.severity] += 1;
  return counts;
}

/** What a file says is put in as it stands: `$&` or `{expected}` in it means nothing. */
function fill(template: string, facts: { found?: string; expected?: string }): string {
  return template.replace(/\{(found|expected)\}/g, (_hole, fact: 'found' | 'expected') => facts[fact] ?? '');
}
