/** A list of addresses (shelters, homes) from a table: AGS, street by key or name, house number and suffix. */
import type { Table } from '../../core/table.ts';
import type { Report } from '../../formats/source-file.ts';
import { findingDesk } from '../../mapping/finding-desk.ts';
import type { Address } from './match-result.ts';
import { bindNamedColumns } from './table-columns.ts';

const COLUMNS = {
  gemeinde: 'AGS',
  streetKey: 'STRSCHL',
  streetName: 'STRNAME',
  number: 'HNR',
  suffix: 'HNRZUS',
} as const;

/**
 * Rows without Gemeinde or street are reported by their place alone: a list of shelters is told to nobody. Undefined
 * where a column is missing: without its list nobody may be assigned.
 */
export async function readAddresses(
  table: Table,
  report: Report,
): Promise<readonly Required<Address>[] | undefined> {
  const field = bindNamedColumns(table, COLUMNS, report);
  if (!field) return undefined;
  const desk = findingDesk(table.file, report);
  const addresses: Required<Address>[] = [];
  for await (const batch of table.rows)
    for (const row of batch) {
      const address = {
        gemeinde: field(row, 'gemeinde'),
        streetKey: field(row, 'streetKey'),
        streetName: field(row, 'streetName'),
        number: field(row, 'number'),
        suffix: field(row, 'suffix'),
      };
      if (address.gemeinde === '' || (address.streetKey === '' && address.streetName === ''))
        desk.report('assignment.list-incomplete', { file: table.file, row: row.row });
      else addresses.push(address);
    }
  desk.close();
  return addresses;
}
