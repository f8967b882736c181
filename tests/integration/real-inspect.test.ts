/** First looks at real files of offices: each proposal loads, runs, and reads as many figures as the file holds. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openInspector } from '../../src/app.ts';

const SAMPLES = path.resolve(import.meta.dirname, '../../../shared/samples');
const samplesPresent = existsSync(SAMPLES);
if (!samplesPresent) process.stdout.write('samples are not here: first looks at real files are skipped\n');
vi.setConfig({ testTimeout: 120_000 });

const inspect = (file: string) =>
  openInspector(new AbortController().signal).inspect({ file: path.join(SAMPLES, file) });

describe.skipIf(!samplesPresent)('real files', () => {
  it.for<[string, string, number]>([
    ['genesis_classic_csv/2023/12411-02-03-4.csv', 'itnrw/classic-csv', 915],
    ['genesis_classic_csv/2023/22811-01i.csv', 'itnrw/classic-csv', 434],
    ['genesis_classic_csv/2024/12411-15i.csv', 'itnrw/classic-csv', 1332],
    ['genesis_classic_csv/2024/13111-54i.csv', 'itnrw/classic-csv', 8540],
    ['genesis_classic_csv/2024/22542-06i.csv', 'itnrw/classic-csv', 793],
    ['genesis_classic_csv/2024/22811-05i.csv', 'itnrw/classic-csv', 3038],
    ['genesis_classic_csv/genesis-online-2020/12411-0010.csv', 'itnrw/classic-csv', 160],
    ['genesis_cube_csv/cubefile-86e7c4-bdf8da-POST.csv', 'itnrw/cube', 313],
    ['genesis_ffcsv_new/12211-Z-11_1773175349407_de_flat.csv', 'itnrw/ffcsv', 1956],
    ['genesis_ffcsv_new/12411-01-01-4_1773175772751_de_flat.csv', 'itnrw/ffcsv', 1467],
    ['genesis_ffcsv_new/12411-01-01-4_1773175772751_de_flat.zip', 'itnrw/ffcsv', 1467],
    ['genesis_ffcsv_new/12411-01-01-4_1773175790049_en_flat.csv', 'itnrw/ffcsv', 1467],
    ['genesis_ffcsv_new/12531-0043_175879554_flat.NRW-3-Kreise.slice.csv', 'itnrw/ffcsv', 1692],
    ['genesis_ffcsv_new/13111-01-03-4_1773175029986_de_flat.csv', 'itnrw/ffcsv', 3300],
    ['genesis_ffcsv_new/46181-0001_1773174944165_de_flat.csv', 'itnrw/ffcsv', 16],
    ['genesis_ffcsv_new/AI-N-01-2-5_1773175147935_de_flat.NRW.slice.csv', 'itnrw/ffcsv', 812],
    ['genesis_ffcsv_old/12411-01-01-4_83e602f_2024-06-30_en_flat.csv', 'itnrw/ffcsv-old', 1614],
    ['genesis_ffcsv_old/12411-01-01-4_83e602f_2024-06-30_flat.csv', 'itnrw/ffcsv-old', 1614],
    ['genesis_ffcsv_old/13111-0005_83e602f_2024-06-30_flat.csv', 'itnrw/ffcsv-old', 384],
    ['genesis_xlsx_xls/12411-0015.xlsx', 'itnrw/xlsx', 2380],
    ['zensus2022_db/1000A-0000_1773175153999_de_flat.csv', 'itnrw/ffcsv', 10_787],
    ['zensus2022_db/1000A-2022_1773175355216_de_flat.csv', 'itnrw/ffcsv', 1360],
    ['zensus2022_db/2000S-2003_1773175178787_de_flat.zip', 'itnrw/ffcsv', 72],
    ['zensus2022_db/3000G-1008_1773175200276_de_flat.csv', 'itnrw/ffcsv', 20],
    ['zensus2022_grid/excerpt_Zensus2022_Bevoelkerungszahl_100m-Gitter.cp1252.csv', 'itnrw/zensus-grid', 2],
    ['zensus2022_grid/excerpt_Zensus2022_Bevoelkerungszahl_100m-Gitter.utf8.csv', 'itnrw/zensus-grid', 2],
    [
      'zensus2022_grid/excerpt_Zensus2022_Durchschn_Nettokaltmiete_Anzahl_der_Wohnungen_100m-Gitter.csv',
      'itnrw/zensus-grid',
      8,
    ],
    ['zensus2022_grid/excerpt_Zensus2022_Durchschnittsalter_100m-Gitter.csv', 'itnrw/zensus-grid', 2],
    ['city_duva_like/berlin_mss/mss_2021_index_indikatoren.csv', 'duva/delimited', 13_550],
    ['city_duva_like/berlin_mss/mss_2021_indizes.csv', 'duva/delimited', 2168],
    ['city_duva_like/koeln/bevoelkerung.csv', 'duva/open-data', 29_135],
    ['city_duva_like/muelheim/Haushalte_SB_2024-12.txt', 'duva/delimited', 414],
  ])('%s: the proposal of %s reads %i figures without an error', async ([file, taken, figures]) => {
    const inspection = await inspect(file);

    const [best] = inspection.recognised;
    expect(`${best?.connector}/${best?.form}`).toBe(taken);
    const counts = inspection.proof?.counts ?? [];
    expect(counts.reduce((sum, { observations }) => sum + observations, 0)).toBe(figures);
    expect(
      inspection.findings.filter(({ severity }) => severity === 'error' || severity === 'block'),
    ).toEqual([]);
    expect(inspection.state).toBe('runs');
  });

  it('a list of names without figures gets no profile, and the reason is said', async () => {
    const inspection = await inspect('city_duva_like/berlin_mss/plr_only_no_geo.csv');

    expect(inspection).toMatchObject({ state: 'no-proposal', proposal: null });
    expect(inspection.missing.join(' ')).toContain('Keine Spalte enthält Zahlen');
  });

  it('house coordinates are addresses, of which nothing is shown', async () => {
    const inspection = await inspect('streets_addresses/excerpts/hkde_bw_v5.2_excerpt.csv');

    expect(inspection.state).toBe('persons');
  });

  it('the town borders of Köln are found although their coordinate system has no number', async () => {
    const inspection = await inspect('spatial_units/koeln/Stadtbezirk.shp');

    expect(inspection).toMatchObject({ state: 'runs', layer: { features: 9 } });
    expect(inspection.proposal?.yaml).toContain('crs: { proj: ');
  });
});
