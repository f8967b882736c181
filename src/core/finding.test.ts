import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countBySeverity, finding, findingText, placeText, stopsRun, type Severity } from './finding.ts';
import { CATALOGUE, type FindingCode } from './findings/catalogue.ts';
import type { CatalogueEntry } from './findings/entry.ts';

const FOLDER = new URL('./findings/', import.meta.url);
const CODES = Object.keys(CATALOGUE) as FindingCode[];

/** Every page of the folder: file name and its entries, found by looking, not by a list. */
async function pages(): Promise<{ file: string; entries: Readonly<Record<string, CatalogueEntry>> }[]> {
  const files = readdirSync(FOLDER).filter((file) => !/^(catalogue|entry)\.ts$|\.test\.ts$/.test(file));
  return Promise.all(
    files.map(async (file) => {
      const page = (await import(new URL(file, FOLDER).href)) as Record<string, unknown>;
      const [entries] = Object.values(page);
      return { file, entries: entries as Readonly<Record<string, CatalogueEntry>> };
    }),
  );
}

function holesIn(texts: CatalogueEntry['de']): string[] {
  return [...new Set(`${texts.text} ${texts.hint}`.match(/\{\w*\}/g))].sort();
}

describe('the catalogue of findings', () => {
  it('holds every page of the folder, and no code twice', async () => {
    const codes = (await pages()).flatMap(({ entries }) => Object.keys(entries));

    expect(codes.sort()).toEqual([...CODES].sort());
  });

  it('names each code after the room whose page it stands on', async () => {
    for (const { file, entries } of await pages())
      for (const code of Object.keys(entries))
        expect(code).toMatch(new RegExp(`^${file.split(/[-.]/)[0]}\\.[a-z0-9]+(-[a-z0-9]+)*$`));
  });

  it.each(CODES)('says what is wrong and what to do in both languages: %s', (code) => {
    for (const { text, hint } of [CATALOGUE[code].de, CATALOGUE[code].en])
      for (const sentence of [text, hint]) {
        expect(sentence.trim()).toBe(sentence);
        expect(sentence).toMatch(/[.?!)]$/);
      }
  });

  it.each(CODES)('puts the same facts into both languages: %s', (code) => {
    const { de, en } = CATALOGUE[code];

    expect(holesIn(en)).toEqual(holesIn(de));
    for (const hole of holesIn(de)) expect(['{found}', '{expected}']).toContain(hole);
    for (const sentence of [de.text, de.hint, en.text, en.hint])
      expect(sentence.replaceAll(/\{(found|expected)\}/g, '')).not.toMatch(/[{}]/);
  });

  it.each(CODES)('speaks politely where it addresses someone: %s', (code) => {
    const { text, hint } = CATALOGUE[code].de;
    const demand =
      /(?<![\p{L}„])(Prüfe|Lasse?|Kläre|Öffne|Wähle|Trage?|Nimm|Gib|Ergänze|Verwende|Benutze|Lege?|Starte|Setze|Nenne|Entferne|Vergleiche|Repariere|Lade|Speichere|Liefere)(?!\p{L})(?! Sie)/u;

    expect(`${text} ${hint}`).not.toMatch(
      /(?<!\p{L})([Dd]u|[Dd]ein\p{L}*|[Dd]ich|[Dd]ir|[Ee]uch|[Ee]uer)(?!\p{L})/u,
    );
    expect(hint.split(/(?<=[.!?:]) /).filter((sentence) => demand.exec(sentence)?.index === 0)).toEqual([]);
  });
});

describe('a finding', () => {
  it('takes severity and hint from the catalogue', () => {
    const found = finding('statistics.control-sum', { file: 'a.csv', row: 3 }, { found: '1', expected: '2' });

    expect(found).toEqual({
      code: 'statistics.control-sum',
      severity: 'error',
      place: { file: 'a.csv', row: 3 },
      found: '1',
      expected: '2',
      hint: CATALOGUE['statistics.control-sum'].de.hint,
    });
  });

  it('may be softened or hardened', () => {
    const place = { file: 'a.csv', row: 0 };

    expect(finding('statistics.control-sum', place, { severity: 'warning' }).severity).toBe('warning');
    expect(finding('statistics.residual', place)).not.toHaveProperty('found');
  });

  it('puts its facts into the sentence, in either language', () => {
    const found = finding('statistics.control-sum', { file: 'a', row: 0 }, { found: '1', expected: '2' });

    expect(findingText(found).text).toBe('Die Summe in der Datei ist 2, die Teile ergeben 1.');
    expect(findingText(found, 'en').text).toBe('The total in the file is 2, the parts add up to 1.');
  });

  it('repeats what a file says as it stands', () => {
    const facts = { found: '$& {expected} $1', expected: "$'" };

    const { text } = findingText(finding('statistics.control-sum', { file: 'a', row: 0 }, facts));

    expect(text).toBe("Die Summe in der Datei ist $', die Teile ergeben $& {expected} $1.");
  });
});

describe('a place', () => {
  it('is named from the file to the column', () => {
    const place = { file: 'a.xlsx', sheet: 'Tabelle1', row: 17, column: 'Quartier' };

    expect(placeText(place)).toBe('a.xlsx, Blatt Tabelle1, Zeile 17, Spalte Quartier');
    expect(placeText(place, 'en')).toBe('a.xlsx, sheet Tabelle1, row 17, column Quartier');
  });

  it('leaves out what it does not have', () => {
    expect(placeText({ file: 'KomMonitor', row: 0 })).toBe('KomMonitor');
  });
});

describe('a run', () => {
  const of = (...severities: Severity[]) =>
    severities.map((severity) => finding('statistics.residual', { file: 'a', row: 0 }, { severity }));

  it('stops at an error or a block and at nothing less', () => {
    expect(stopsRun(of('info', 'warning'))).toBe(false);
    expect(stopsRun(of('info', 'error'))).toBe(true);
    expect(stopsRun(of('block'))).toBe(true);
    expect(stopsRun([])).toBe(false);
  });

  it('counts every severity, also those that do not occur', () => {
    expect(countBySeverity(of('info', 'error', 'info'))).toEqual({ block: 0, error: 1, warning: 0, info: 2 });
  });
});
