import { describe, expect, it } from 'vitest';
import { columnsFromHeader } from './columns.ts';

function paths(...rows: string[][]): (readonly string[])[] {
  return columnsFromHeader(rows).map((column) => column.path);
}

describe('columnsFromHeader', () => {
  it('opens a group with a label whose sub-labels stand in the next row', () => {
    const found = paths(
      ['Region', 'SGB II-Quote', 'ELB-Quote', 'dav.:', '', 'NEF-Quote (U15)'],
      ['', '', '', 'Männer', 'Frauen', ''],
    );

    expect(found).toEqual([
      ['Region'],
      ['SGB II-Quote'],
      ['ELB-Quote'],
      ['dav.:', 'Männer'],
      ['dav.:', 'Frauen'],
      ['NEF-Quote (U15)'],
    ]);
  });

  it('takes labels that are repeated or merged down', () => {
    const found = paths(['Quartier', '2023', '2023', '2024'], ['Quartier', 'm', 'w', 'm']);

    expect(found).toEqual([['Quartier'], ['2023', 'm'], ['2023', 'w'], ['2024', 'm']]);
  });

  it('continues three levels of blanks without crossing into the next group', () => {
    const found = paths(
      ['', 'Einwohner', '', '', ''],
      ['', 'Männer', '', 'Frauen', ''],
      ['Bezirk', 'Deutsche', 'Ausländer', 'Deutsche', 'Ausländer'],
    );

    expect(found).toEqual([
      ['Bezirk'],
      ['Einwohner', 'Männer', 'Deutsche'],
      ['Einwohner', 'Männer', 'Ausländer'],
      ['Einwohner', 'Frauen', 'Deutsche'],
      ['Einwohner', 'Frauen', 'Ausländer'],
    ]);
  });

  it('ends a group where its label is no longer repeated', () => {
    expect(paths(['Q', '2024', '2024', ''], ['', 'm', 'w', 'Fläche'])).toEqual([
      ['Q'],
      ['2024', 'm'],
      ['2024', 'w'],
      ['Fläche'],
    ]);
  });

  it('does not give a lone lower label the name of a finished column', () => {
    expect(paths(['Insgesamt', '', 'Quote'], ['', 'Männer', ''])).toEqual([
      ['Insgesamt'],
      ['Männer'],
      ['Quote'],
    ]);
  });

  it('leaves out blank columns at the right end and keeps those in between', () => {
    const columns = columnsFromHeader([['a', '', 'c', '', '']]);

    expect(columns).toEqual([
      { position: 1, path: ['a'] },
      { position: 2, path: [] },
      { position: 3, path: ['c'] },
    ]);
  });
});
