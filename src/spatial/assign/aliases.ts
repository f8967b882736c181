/** Renamed streets: old key or name to new one, from a day on, confirmed by a person. The only way a street is ever taken for another. */
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Table } from '../../core/table.ts';
import type { Report } from '../../formats/source-file.ts';
import { findingDesk, type FindingDesk } from '../../mapping/finding-desk.ts';
import { normaliseStreetName, tidyName } from './street-name.ts';
import { bindNamedColumns } from './table-columns.ts';
import { readWrittenDay } from './written-day.ts';

/** A street by key, by name, or both; at least one is not empty. */
export interface StreetRef {
  readonly key: string;
  readonly name: string;
}

export interface Alias {
  /** Row of the alias table, for findings. */
  readonly row: number;
  readonly gemeinde: string;
  readonly old: StreetRef;
  readonly current: StreetRef;
  readonly validFrom: ReferenceDate;
  readonly confirmedBy: string;
  readonly confirmedOn: ReferenceDate;
}

export interface AliasColumns {
  readonly gemeinde: string;
  readonly oldKey: string;
  readonly oldName: string;
  readonly newKey: string;
  readonly newName: string;
  readonly validFrom: string;
  readonly confirmedBy: string;
  readonly confirmedOn: string;
}

export const ALIAS_COLUMNS: AliasColumns = {
  gemeinde: 'AGS',
  oldKey: 'ALTSCHL',
  oldName: 'ALTNAME',
  newKey: 'NEUSCHL',
  newName: 'NEUNAME',
  validFrom: 'GUELTIGAB',
  confirmedBy: 'BESTAETIGTVON',
  confirmedOn: 'BESTAETIGTAM',
};

/** Rows that are unconfirmed or incomplete are reported and left out, as are those that contradict each other. */
export async function readAliases(
  table: Table,
  columns: AliasColumns,
  report: Report,
): Promise<readonly Alias[]> {
  const field = bindNamedColumns(table, { ...columns }, report);
  if (!field) return [];
  const desk = findingDesk(table.file, report);
  const aliases: Alias[] = [];
  for await (const batch of table.rows)
    for (const raw of batch) {
      const place = { file: table.file, row: raw.row };
      const old = { key: field(raw, 'oldKey'), name: tidyName(field(raw, 'oldName')) };
      const current = { key: field(raw, 'newKey'), name: tidyName(field(raw, 'newName')) };
      const validFrom = readWrittenDay(field(raw, 'validFrom'));
      const confirmedBy = field(raw, 'confirmedBy');
      const confirmedOn = readWrittenDay(field(raw, 'confirmedOn'));
      if (isNowhere(old) || isNowhere(current) || !validFrom)
        desk.report('assignment.alias-incomplete', place);
      else if (confirmedBy === '' || !confirmedOn) desk.report('assignment.alias-unconfirmed', place);
      else {
        const gemeinde = field(raw, 'gemeinde');
        aliases.push({ row: raw.row, gemeinde, old, current, validFrom, confirmedBy, confirmedOn });
      }
    }
  const usable = withoutContradictions(aliases, table.file, desk);
  desk.close();
  return usable;
}

function isNowhere({ key, name }: StreetRef): boolean {
  return key === '' && name === '';
}

function withoutContradictions(aliases: readonly Alias[], file: string, desk: FindingDesk): Alias[] {
  const refused = new Set<Alias>();
  for (const kind of ['key', 'name'] as const) {
    const seen = new Map<string, Alias>();
    for (const alias of aliases) {
      const word = kind === 'key' ? alias.old.key : normaliseStreetName(alias.old.name);
      // The same name may have stood for two streets with keys of their own.
      if (word === '' || (kind === 'name' && alias.old.key !== '')) continue;
      const id = `${alias.gemeinde} ${word}`;
      const first = seen.get(id);
      if (!first) seen.set(id, alias);
      else if (refText(first.current) !== refText(alias.current)) {
        refused.add(first).add(alias);
        const expected = `${refText(first.current)} (Zeile ${first.row}), ${refText(alias.current)}`;
        desk.report(
          'assignment.alias-twice',
          { file, row: alias.row },
          { found: refText(alias.old), expected },
        );
      }
    }
  }
  return aliases.filter((alias) => !refused.has(alias));
}

function refText({ key, name }: StreetRef): string {
  return [key, name].filter((part) => part !== '').join(' ');
}
