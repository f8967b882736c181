import { describe, expect, it } from 'vitest';
import { finding } from '../../core/finding.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { RunRecord } from '../ledger.ts';
import { composeReport } from './compose.ts';
import { htmlReport } from './html.ts';
import { markdownReport } from './markdown.ts';
import { runDocument } from './run-document.ts';

const NASTY = '<script>alert("x")</script>|`&\'.csv';
const CANARY = 'CANARY Anna Meier, 1234,5';

const RUN: RunRecord = {
  id: '2026-0007',
  job: 'einwohner',
  kind: 'sync',
  state: 'published_with_notes',
  startedAt: '2026-02-03T13:00:00.000Z',
  finishedAt: '2026-02-03T13:00:12.300Z',
  planHash: null,
  rollsBack: null,
  result: {
    run: '2026-0007',
    job: 'einwohner',
    state: 'published_with_notes',
    plan: { hash: null, operations: 0, create: 0, update: 0, unchanged: 0, remove: 0, suppressed: 0 },
    writes: 3,
    verified: { cells: 14480, mismatches: 0 },
    findings: { block: 0, error: 0, warning: 1, info: 0 },
    quality: [],
    durationMs: 12300,
  },
};

const REPORT = composeReport({
  run: RUN,
  title: 'Einwohner im Kreis',
  deliveries: [
    {
      file: NASTY,
      sha256: 'a'.repeat(64),
      bytes: 12_345,
      profile: 'ew',
      profileSha256: 'b'.repeat(64),
      dataset: 'einwohner',
      rows: 6400,
      dates: [referenceDate('2025-12-31')],
      refused: false,
    },
  ],
  findings: [
    finding('sync.palette-unknown', { file: NASTY, row: 7 }, { found: CANARY, severity: 'warning' }),
    finding('sync.palette-unknown', { file: NASTY, row: 9 }, { found: CANARY, severity: 'warning' }),
  ],
  plan: undefined,
  operations: [
    { run: RUN.id, seq: 1, state: 'verified', attempts: 2, createdId: null },
    { run: RUN.id, seq: 2, state: 'verified', attempts: 1, createdId: null },
  ],
  program: 'kommonitor-sync 0.1.0',
});

describe('report of a run', () => {
  it('is a document of its schema', () => {
    expect(runDocument.parse(REPORT)).toEqual(REPORT);
    expect(REPORT.execution).toEqual({
      operations: [{ state: 'verified', count: 2 }],
      attempts: 3,
      repeated: 1,
    });
  });

  it('names file, size, rows, days, profile and hash of what was read', () => {
    const line = markdownReport(REPORT)
      .split('\n')
      .find((text) => text.includes('6.400'));

    expect(line).toContain(
      `| 12.345 | 6.400 | 31.12.2025 | ew (${'b'.repeat(8)}) | ${'a'.repeat(64)} | ja |`,
    );
  });

  it('begins with one German sentence, with German numbers', () => {
    expect(markdownReport(REPORT).split('\n')[0]).toBe(
      'Lauf 2026-0007 (einwohner): Veröffentlicht, 14.480 von 14.480 Werten stimmen. 2 Hinweise.',
    );
  });

  it('names the job as people call it, its id in brackets', () => {
    expect(markdownReport(REPORT)).toContain('| Auftrag | Einwohner im Kreis (einwohner) |');
    expect(markdownReport(REPORT)).toContain('| Dauer | 12,3 s |');
  });

  it('P29 names places and never what was found there', () => {
    const all = [JSON.stringify(REPORT), markdownReport(REPORT), htmlReport(REPORT)].join('\n');

    expect(all).toContain('Zeile 7');
    expect(all).not.toContain('CANARY');
  });

  it('lets nothing of a file name become markup', () => {
    const html = htmlReport(REPORT);

    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;');
    expect(markdownReport(REPORT)).not.toMatch(/(?<!\\)<script/);
  });

  it('is one page without anything from elsewhere', () => {
    expect(htmlReport(REPORT)).not.toMatch(/\b(?:src|href)=|url\(|@import/);
    expect(htmlReport(REPORT)).toContain("default-src 'none'");
  });

  it('says of a run that was taken back how many former values stay empty', () => {
    const place = { file: 'KomMonitor', row: 0 };
    const found = (area: string) =>
      finding('sync.value-not-restored', place, { found: `Einwohner, ${area}, 2024-12-31` });

    const { sentence } = composeReport({
      run: { ...RUN, state: 'compensated', result: null },
      title: 'x',
      deliveries: [],
      findings: [found('01'), found('02')],
      plan: undefined,
      operations: [],
      program: 'p',
    });

    expect(sentence).toContain('zurückgesetzt, 2 frühere Werte bleiben leer.');
  });

  it.each([
    ['needs_attention', /bitte eingreifen/],
    ['compensated', /alte Stand ist vollständig wiederhergestellt/],
    ['check_failed', /Nichts veröffentlicht/],
    ['waiting', /kann fortgesetzt werden/],
    ['cancelled', /Abgebrochen\.$/],
  ] as const)('says of a run that is %s what that means', (state, sentence) => {
    const { sentence: said } = composeReport({
      run: { ...RUN, state, result: null },
      title: 'x',
      deliveries: [],
      findings: [],
      plan: undefined,
      operations: [],
      program: 'p',
    });

    expect(said).toMatch(sentence);
  });
});
