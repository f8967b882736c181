import { describe, expect, it } from 'vitest';
import { jobFile, jobOf } from './job.ts';
import { loadYaml } from './load.ts';

const REFRESH = `refresh:
  codes: ags
  title: Gemeinden
  connector: itnrw
  config: { files: '*.xlsx' }
  layout: { form: gemeindeverzeichnis }
  key: { column: Schlüssel, keep: '^05' }
  label: Name
  asOf: { from: parameter }
  absent: end
  source: { name: a, licence: b }
`;
const JOB = `id: ags
title: Auffrischen
${REFRESH}`;

function mistakes(text: string): string[] {
  const loaded = loadYaml(text, 'jobs/ags.yaml', jobFile);
  return loaded.ok ? [] : loaded.problems.map(({ line, message }) => `${line} ${message}`);
}

describe('a job', () => {
  it('refreshes a code list and then has nothing to publish', () => {
    const loaded = loadYaml(JOB, 'jobs/ags.yaml', jobFile);
    if (!loaded.ok) throw new RangeError('not loaded');

    const job = jobOf(loaded.value, loaded.origin, { profile: () => undefined, group: () => [] });

    expect(job).toMatchObject({ levels: [], intake: [], indicators: [], refresh: { codes: 'ags' } });
  });

  it('does one or the other', () => {
    expect(mistakes(`${JOB}levels: [quartier]\n`)).toEqual([
      '14 levels: „levels“ und „refresh“ schließen einander aus.',
    ]);
    expect(mistakes('id: ags\ntitle: x\nlevels: [quartier]\n')).toEqual([
      '1 Es fehlt „intake“.',
      '1 Es fehlt „indicators“.',
    ]);
  });

  it('says where the day of the list stands, which is no header of a value column', () => {
    const header = "asOf: { from: header, match: '(.*)', format: YYYYMM }";

    expect(mistakes(JOB.replace('asOf: { from: parameter }', header))).toEqual([
      '11 refresh.asOf.from: Der Stand steht in einer Spalte, im Titel, im Dateinamen oder wird angegeben.',
    ]);
  });
});
