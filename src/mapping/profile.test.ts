import { describe, expect, it } from 'vitest';
import { loadYaml } from './load.ts';
import { profileFile } from './profile.ts';

const PROFILE = `id: p
title: P
dataset: d
connector: duva
layout: { form: result-table }
decimal: comma
thousands: none
signs: { base: din, override: { '*': suppressed, '': missing } }
area: { column: Region, level: stadt }
date: { from: parameter }
values:
  columns:
    - { label: Insgesamt, measure: n, breakdown: { sex: insgesamt } }
    - { label: 'dav.: / Männer', measure: n, breakdown: { sex: m } }
measures: { n: { integer: true } }
`;

function problems(from: string, to: string): string {
  if (!PROFILE.includes(from)) throw new Error(`no ${from}`);
  const loaded = loadYaml(PROFILE.replace(from, to), 'p.yaml', profileFile);
  return loaded.ok ? '' : loaded.problems.map((p) => `${p.line}:${p.column} ${p.message}`).join('\n');
}

describe('the language of profiles', () => {
  it('accepts a complete profile', () => {
    expect(problems('id: p', 'id: p')).toBe('');
  });

  it.each([
    [', breakdown: { sex: insgesamt }', '', '13:7 values.columns.0.breakdown: Andere Spalten von „n“'],
    ['thousands: none', 'thousands: comma', '7:1 thousands: Das Komma kann nicht zugleich'],
    ['{ from: parameter }', '{ from: column, column: Jahr, format: YYYY }', 'Zu „YYYY“ gehört „day“'],
    ['{ from: parameter }', '{ from: column, column: Jahr, format: YYYY, day: 02-29 }', 'Kein Tag im Jahr'],
    ['{ from: parameter }', '{ from: titel }', 'column, header, labels, fileName, title, parameter'],
    ['{ from: parameter }', "{ from: title, match: 'Stand', format: DD.MM.YYYY }", 'braucht eine Klammer'],
    [
      '{ from: parameter }',
      "{ from: title, match: '(Stand', format: DD.MM.YYYY }",
      'Kein gültiger regulärer Ausdruck',
    ],
    [', level: stadt', '', 'Nötig ist „level“, „levels“ oder „names“.'],
    ["'*': suppressed", '-9999: suppressed', "Bitte in Anführungszeichen setzen: '-9999'."],
    ["'*': suppressed", "'*': secret", 'signs.override.*'],
    ['label: Insgesamt, ', "label: Insgesamt, match: 'x', ", 'durch genau eines'],
    ['label: Insgesamt, ', 'position: 2, ', 'gehört „label“'],
    ['{ label: Insgesamt, measure', '{ lable: Insgesamt, measure', 'Unbekannter Schlüssel „lable“'],
    [
      'level: stadt }',
      'level: stadt, names: { Haan: { level: stadt, key: 05158008 } } }',
      "Bitte in Anführungszeichen setzen: '05158008'.",
    ],
    [
      'level: stadt }',
      "level: stadt, total: { S: { level: stadt, key: '1' } }, residual: { S: { level: stadt, key: '1' } } }",
      '„S“ hat hier zwei Bedeutungen.',
    ],
  ])('complains after %s → %s', (from, to, message) => {
    expect(problems(from, to)).toContain(message);
  });

  it('lets a sum column stand beside its parts as a control sum', () => {
    expect(problems('breakdown: { sex: insgesamt }', 'total: true')).toBe('');
  });
});
