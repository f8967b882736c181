/** The profiles for offices that deliver finished counts: a table with their columns is read without a finding. */
import { beforeAll, describe, expect, it } from 'vitest';
import { CONNECTORS } from '../../connectors/generated.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { Observation } from '../../src/core/observation.ts';
import { applyProfile } from '../../src/mapping/apply-profile.ts';
import { loadCatalogue, type Catalogue } from '../../src/mapping/catalogue.ts';
import { compileProfile } from '../../src/mapping/compile-profile.ts';
import { measureNames } from '../../src/mapping/dataset-shape.ts';
import { isTableProfile, type TableProfile } from '../../src/mapping/profile.ts';
import { REPOSITORY } from '../support/generate.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
let catalogue: Catalogue;
let profiles: TableProfile[];
beforeAll(async () => {
  catalogue = await loadCatalogue([REPOSITORY]);
  profiles = [...catalogue.profiles.values()]
    .filter(isTableProfile)
    .filter(({ id }) => id.startsWith('zaehlung-') || id === 'amtsdaten');
});

/** Three quarters, in each a row for every code of the first dimension, or for every measure of a long table. */
function tableFor(profile: TableProfile): string {
  const dimensions = Object.values(profile.dimensions).map(({ column, codes }) => ({
    label: String(column),
    codes: [...(catalogue.codes.get(codes ?? '')?.editions[0]?.codes.keys() ?? [])],
  }));
  const { values } = profile;
  const isLong = !('columns' in values) && typeof values.measure !== 'string';
  const figures =
    'columns' in values ? values.columns.map(({ label }) => label ?? '') : [String(values.column)];
  const labels = [
    'QUARTIER',
    'STICHTAG',
    ...dimensions.map(({ label }) => label),
    ...(isLong ? ['MERKMAL'] : []),
    ...figures,
  ];
  const rows = ['010101', '010102', '010103'].flatMap((area, place) => {
    const length = isLong ? measureNames(profile).size : Math.max(1, dimensions[0]?.codes.length ?? 1);
    return Array.from({ length }, (_, row) => [
      area,
      '31.12.2024',
      ...dimensions.map(({ codes }) => codes[row % codes.length] ?? ''),
      ...(isLong ? [[...measureNames(profile)][row] ?? ''] : []),
      ...figures.map((_label, column) => String(100 * (place + 1) + 10 * row + column)),
    ]);
  });
  return [labels, ...rows].map((cells) => cells.join(';')).join('\r\n');
}

async function read(profile: TableProfile, text: string) {
  const layout = CONNECTORS.find(({ id }) => id === profile.connector)?.layouts?.[profile.layout.form];
  if (layout?.kind !== 'tables') throw new TypeError(`no layout of tables for ${profile.id}`);
  const { form: _form, ...options } = profile.layout;
  const findings: Finding[] = [];
  const report = (found: Finding) => void findings.push(found);
  const delivery = {
    ...folder.write(`${profile.id}.csv`, text),
    sha256: '',
    bytes: text.length,
    companions: [],
  };
  const context = { signal: new AbortController().signal, report };
  const tables = layout.read(delivery, layout.options.parse(options) as never, context);
  const observations: Observation[] = [];
  const compiled = compileProfile(profile, catalogue.codes);
  for await (const batch of applyProfile(compiled, tables, { fileName: delivery.file, report }))
    observations.push(...batch);
  return { observations, findings };
}

describe('the profiles of finished counts', () => {
  it('are there for every dataset the catalogue reads', () => {
    expect(profiles.map(({ dataset }) => dataset).toSorted()).toEqual([
      'amtsdaten',
      'bewegungen',
      'einwohner',
      'einwohner-haushalt',
      'einwohner-lage',
      'haushalte',
      'quartiersprofil',
      'sgb2',
      'wohnungen',
      'zensus-miete',
      'zensus-wohnen',
    ]);
  });

  it('read what they describe, and take no counts for persons', async () => {
    for (const profile of profiles) {
      const { observations, findings } = await read(profile, tableFor(profile));

      expect([profile.id, findings]).toEqual([profile.id, []]);
      expect(new Set(observations.map(({ measure }) => measure))).toEqual(measureNames(profile));
      expect(observations.every(({ level, date }) => level === 'quartier' && date === '2024-12-31')).toBe(
        true,
      );
    }
  });

  it('keep small numbers of the federal agency secret', async () => {
    const profile = profiles.find(({ dataset }) => dataset === 'sgb2')!;
    const [labels = '', first = ''] = tableFor(profile).split('\r\n');
    const starred = first.replace(/;\d+$/, ';*');

    const { observations } = await read(profile, [labels, starred].join('\r\n'));

    expect(observations.map(({ cell }) => cell.state)).toEqual([
      ...Array.from({ length: 9 }, () => 'ok'),
      'suppressed',
    ]);
  });
});
