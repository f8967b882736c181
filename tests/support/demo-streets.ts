/** Land and streets of the demo county, without its people: addresses whose area is known. */
import { memoryTable } from './memory-table.ts';
import { areaKey, type AreaKey } from '../../src/core/area.ts';
import type { Finding } from '../../src/core/finding.ts';
import { countyOptions } from '../../src/demo/county-options.ts';
import type { County } from '../../src/demo/generate-county.ts';
import { settle } from '../../src/demo/settlement.ts';
import { streetDirectoryFile } from '../../src/demo/street-directory-file.ts';
import { streetNetwork, type DemoAddress } from '../../src/demo/streets.ts';
import { territory } from '../../src/demo/territory.ts';
import type { DirectoryRow } from '../../src/spatial/assign/directory-row.ts';
import type { Address } from '../../src/spatial/assign/match-result.ts';
import { readKglDirectory } from '../../src/spatial/assign/read-kgl.ts';
import { DIRECTORY_COLUMNS } from './directory-columns.ts';

export const county = emptyCounty();
export const { addresses, streets } = county.network;
export const edition = county.territory.editions[1];

function emptyCounty(): County {
  const options = countyOptions();
  const land = territory(options);
  const settlement = settle(options.seed, land);
  const size = { population: options.population, firstYear: 2019, lastYear: 2024 };
  const network = streetNetwork(options.seed, land, settlement, size);
  const institutions = { homes: [], shelter: -1 };
  return { options, territory: land, network, people: [], snapshots: [], movements: [], institutions };
}

export function trueUnit({ hex }: DemoAddress): AreaKey {
  return areaKey(edition.quartiere[edition.quartierOf[hex]!]!.key);
}

export function written(house: DemoAddress): Address & { streetName: string } {
  const { key, name, gemeinde } = streets[house.street]!;
  const ags = county.territory.gemeinden[gemeinde]!.key;
  const { number, suffix } = house;
  return { gemeinde: ags, streetKey: key, streetName: name, number: String(number).padStart(4, '0'), suffix };
}

export async function directory(): Promise<{ rows: readonly DirectoryRow[]; findings: Finding[] }> {
  const text = new TextDecoder('windows-1252').decode(streetDirectoryFile(county));
  const [header, ...body] = text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(';'));
  const findings: Finding[] = [];
  const table = memoryTable({ file: 'strassenverzeichnis.csv', header: header!, rows: body });
  return { rows: await readKglDirectory(table, DIRECTORY_COLUMNS, (f) => findings.push(f)), findings };
}
