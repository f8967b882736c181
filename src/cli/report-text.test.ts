import { describe, expect, it } from 'vitest';
import { finding } from '../core/finding.ts';
import { RUN_STATES, type RunState } from '../engine/ledger.ts';
import type { RunReport } from '../engine/run-frame.ts';
import type { RunResult } from '../engine/run-result.ts';
import { STATE_LABELS } from '../engine/report/run-words.ts';
import { findingLines, reportText } from './report-text.ts';

const PLACE = { file: 'werte.csv', row: 17, column: 'Quartier' };
const RESULT: RunResult = {
  run: '2026-0007',
  job: 'probe',
  state: 'published',
  plan: { hash: 'abcdef0123', operations: 4, create: 2, update: 1, unchanged: 0, remove: 0, suppressed: 0 },
  writes: 4,
  verified: { cells: 1234, mismatches: 0 },
  findings: { block: 0, error: 0, warning: 0, info: 0 },
  quality: [],
  durationMs: 1500,
};

function report(state: RunState, more: Partial<RunReport> = {}): RunReport {
  return { result: { ...RESULT, state }, findings: [], ...more };
}

describe('how a run ended', () => {
  it('names what was written and what was read back', () => {
    expect(reportText(report('published'), 'de').split('\n')).toEqual([
      'Lauf 2026-0007: Veröffentlicht (1,5 s)',
      'Geschrieben: 4 Schreibvorgänge. Zurückgelesen und geprüft: 1.234 Werte, 0 Abweichungen.',
    ]);
  });

  it('says that nothing was changed after a check that did not pass', () => {
    expect(reportText(report('check_failed'), 'de')).toBe(
      'Lauf 2026-0007: Prüfung nicht bestanden (1,5 s)\nIn KomMonitor wurde nichts geändert.',
    );
  });

  it('says how many values agree where nothing was to be done', () => {
    expect(reportText(report('no_change'), 'de')).toContain(
      'Geprüft: 1.234 Werte stimmen mit KomMonitor überein.',
    );
  });

  it('does not speak of values where a code list was brought up to date', () => {
    const result = { ...RESULT, state: 'refreshed', plan: { ...RESULT.plan, hash: null } } as const;

    expect(reportText({ result, findings: [] }, 'de')).toBe(
      'Lauf 2026-0007: Aufgefrischt (1,5 s)\nIn KomMonitor wurde nichts geändert.',
    );
  });

  it('does not call a run published that took another one back', () => {
    const plan = { kind: 'rollback' } as NonNullable<RunReport['plan']>;

    expect(reportText(report('published', { plan }), 'de')).toContain('Früherer Stand wiederhergestellt');
  });

  it('claims nothing about values for a run that did not end', () => {
    for (const state of ['waiting', 'needs_attention', 'stale', 'compensated'] as const)
      expect(reportText(report(state), 'de')).toBe(`Lauf 2026-0007: ${STATE_LABELS[state]} (1,5 s)`);
  });

  it('has a German word of its own for every state', () => {
    expect(new Set(RUN_STATES.map((state) => STATE_LABELS[state])).size).toBe(RUN_STATES.length);
  });
});

describe('findings', () => {
  it('come with severity, place, sentence, next step and code, the worst first', () => {
    const findings = [
      finding('sync.date-kept', PLACE, { found: 'A' }),
      finding(
        'sync.history-not-reachable',
        { file: 'KomMonitor', row: 0 },
        { found: 'Quartiere', expected: 'B' },
      ),
    ];

    const lines = findingLines(findings, 'de');

    expect(lines[0]).toBe('Sperre: KomMonitor');
    expect(lines[1]).toContain('Die Raumebene „Quartiere“ hat in KomMonitor eine Geschichte');
    expect(lines[2]).toContain('Erwartet: B. [sync.history-not-reachable]');
    expect(lines[3]).toBe('Zur Kenntnis: werte.csv, Zeile 17, Spalte Quartier');
  });

  it('speak English on demand', () => {
    const [head, text] = findingLines([finding('sync.date-kept', PLACE, { found: 'A' })], 'en');

    expect(head).toBe('Note: werte.csv, row 17, column Quartier');
    expect(text).toContain('KomMonitor holds further reference dates');
  });

  it('of one kind are summed up after the fifth, and no other kind with them', () => {
    const many = Array.from({ length: 12 }, (_one, row) => finding('sync.area-kept', { ...PLACE, row }));

    const lines = findingLines([...many, finding('sync.date-kept', PLACE)], 'de');

    expect(lines.filter((line) => line.startsWith('Hinweis:'))).toHaveLength(5);
    expect(lines.filter((line) => line.startsWith('Zur Kenntnis:'))).toHaveLength(1);
    expect(lines.at(-1)).toBe('  … 7 weitere [sync.area-kept]');
  });
});
