/**
 * Writes the files that the offices of the fictional county would deliver, byte for byte the same for the same
 * options. Publishes nothing.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { yearOf } from '../core/reference-date.ts';
import { addressFile } from './address-file.ts';
import { censusQuartersFile, rentGridFile } from './census-files.ts';
import type { CountyOptions } from './county-options.ts';
import { dissolve } from './dissolve.ts';
import { dwellingFile } from './dwelling-file.ts';
import { generateCounty, type County } from './generate-county.ts';
import { geojsonFile } from './geojson-file.ts';
import { groundTruth, type GroundTruth } from './ground-truth.ts';
import { householdFile, householdRecordLayout } from './household-file.ts';
import { labourMarketFiles } from './labour-market-file.ts';
import { officialPopulationFile, officialPopulationName } from './official-population.ts';
import { orderFile, orderProtocol } from './order-file.ts';
import { addressListFile, pointFile, shops, stops } from './point-files.ts';
import { populationFile } from './population-file.ts';
import { profileWorkbook } from './profile-workbook.ts';
import { movementFile, registerFile } from './register-files.ts';
import { shapefile } from './shapefile-writer.ts';
import { streetDirectoryFile } from './street-directory-file.ts';

export interface DemoDeliveries {
  /** Names of the files in the folder, in order of writing. */
  readonly files: readonly string[];
  readonly county: County;
  readonly truth: GroundTruth;
}

/** Creates the folder where it is missing; files of the same name are replaced. */
export async function writeDemoDeliveries(
  folder: string,
  options: Partial<CountyOptions> = {},
): Promise<DemoDeliveries> {
  const county = generateCounty(options);
  const deliveries = [
    ...geometryFiles(county),
    ...addressFiles(county),
    ...statisticsFiles(county),
    ...registerFiles(county),
    ...benefitFiles(county),
    ...stateFiles(county),
    ...officeFiles(county),
  ];
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of deliveries) await writeFile(join(folder, name), bytes);
  return { files: deliveries.map(([name]) => name), county, truth: groundTruth(county) };
}

type Delivery = readonly [name: string, bytes: Buffer];

function geometryFiles({ territory: t }: County): Delivery[] {
  const editions = t.editions.map((edition): Delivery => {
    const name = `Quartiere_${yearOf(edition.validFrom)}`;
    const properties = (area: { key: string; name: string; parent: number }) => {
      const sozialraum = t.sozialraeume[area.parent]!;
      return {
        QNR: area.key,
        QNAME: area.name,
        SRNR: sozialraum.key,
        AGS: t.gemeinden[sozialraum.parent]!.key,
      };
    };
    return [`${name}.geojson`, geojsonFile(name, t.grid, edition.quartiere, (area) => properties(area))];
  });
  const shapes = shapefile(
    [
      { name: 'SRNR', length: 4 },
      { name: 'SRNAME', length: 40 },
      { name: 'AGS', length: 8 },
    ],
    t.sozialraeume.map(({ key, name, parent, hexes }) => ({
      polygons: dissolve(t.grid, hexes),
      values: [key, name, t.gemeinden[parent]!.key],
    })),
  );
  const gemeinden = geojsonFile('Gemeinden', t.grid, t.gemeinden, ({ key, name }) => ({
    AGS: key,
    GEN: name,
  }));
  return [
    ...editions,
    ...Object.entries(shapes).map(([extension, bytes]): Delivery => [`Sozialraeume.${extension}`, bytes]),
    ['Gemeinden.geojson', gemeinden],
  ];
}

function addressFiles(county: County): Delivery[] {
  return [
    ['strassenverzeichnis.csv', streetDirectoryFile(county)],
    ['gebref.txt', addressFile(county)],
  ];
}

function registerFiles(county: County): Delivery[] {
  return county.snapshots.flatMap(({ date }, index): Delivery[] => {
    const year = yearOf(date);
    const stock: Delivery = [`einwohner_${year}.csv`, registerFile(county, index)];
    return index === 0 ? [stock] : [stock, [`bewegungen_${year}.csv`, movementFile(county, index)]];
  });
}

function benefitFiles(county: County): Delivery[] {
  const orders = county.snapshots.flatMap((snapshot): Delivery[] => {
    const name = `sgb2_${yearOf(snapshot.date)}`;
    return [
      [`${name}.csv`, orderFile(county, snapshot)],
      [`${name}_fehlerprotokoll.txt`, orderProtocol(county, snapshot)],
    ];
  });
  return [...orders, ...labourMarketFiles(county)];
}

function stateFiles(county: County): Delivery[] {
  return [
    [officialPopulationName(county), officialPopulationFile(county)],
    ['Zensus2022_Nettokaltmiete_100m-Gitter.csv', rentGridFile(county)],
    ['zensus-quartiere.csv', censusQuartersFile(county)],
  ];
}

function officeFiles(county: County): Delivery[] {
  const { homes, shelter } = county.institutions;
  return [
    ...county.snapshots.map(
      (snapshot): Delivery => [
        `Quartiersprofil_${yearOf(snapshot.date)}.xlsx`,
        profileWorkbook(county, snapshot),
      ],
    ),
    ['haltestellen.csv', pointFile(stops(county))],
    ['lebensmittelmaerkte.csv', pointFile(shops(county))],
    ['einrichtungen.csv', addressListFile(county, homes)],
    ['geschuetzte-adressen.csv', addressListFile(county, [shelter])],
  ];
}

function statisticsFiles(county: County): Delivery[] {
  return [
    ...county.snapshots.map(
      (snapshot): Delivery => [`bevoelkerung_${yearOf(snapshot.date)}.csv`, populationFile(county, snapshot)],
    ),
    ['haushalte.csv', householdFile(county)],
    ['haushalte_satzaufbau.csv', householdRecordLayout()],
    ['wohnungen.csv', dwellingFile(county)],
  ];
}
