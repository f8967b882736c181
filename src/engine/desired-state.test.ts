import { describe, expect, it } from 'vitest';
import { area, edition, seriesOf, URL, wantedIndicator } from '../../tests/support/sync-samples.ts';
import { ACCESS, UNIT } from '../../tests/support/target-samples.ts';
import { levelId } from '../core/area.ts';
import { cell } from '../core/cell.ts';
import { trialRelease } from '../../tests/support/trial-release.ts';
import type { Catalogue } from '../mapping/catalogue.ts';
import type { Job } from '../mapping/job.ts';
import type { Level } from '../mapping/level.ts';
import { accessNames, desiredState, type BuiltLevel } from './desired-state.ts';
import type { AccessNames, TargetSession } from './ports.ts';

const SITE: AccessNames = { owner: 'Statistik', viewers: ['Sozialamt'], public: true };

function job(access: Partial<AccessNames>, indicators: readonly string[] = []): Job {
  return { id: 'probe', access, indicators } as unknown as Job;
}

function built(id: string, name: string, outline: Level['outline'] = null): BuiltLevel {
  const level = { id: levelId(id), name, outline, metadata: UNIT.metadata } as unknown as Level;
  const editions = [edition('2020-01-01', area('01'))];
  return { level, version: { id: `version of ${id}`, level: levelId(id), editions, sources: [] } };
}

/** Notes what it was asked for. */
function session() {
  const asked: unknown[] = [];
  const resolving = {
    resolveAccess: (names: AccessNames) => {
      asked.push(names);
      return Promise.resolve(ACCESS);
    },
    resolveTopic: (names: readonly string[]) => {
      asked.push(names);
      return Promise.resolve(`topic ${names.join('>')}`);
    },
  };
  return { asked, session: resolving as unknown as TargetSession };
}

function catalogue(...ids: string[]): Catalogue {
  const indicators = ids.map((id) => [id, { description: wantedIndicator(id, { name: id }).description }]);
  return { indicators: new Map(indicators as never) } as unknown as Catalogue;
}

describe('accessNames', () => {
  it('takes each word from the job where it says one, else from the site', () => {
    expect(accessNames(job({}), SITE)).toEqual(SITE);
    expect(accessNames(job({ viewers: [], public: false }), SITE)).toEqual({
      owner: 'Statistik',
      viewers: [],
      public: false,
    });
  });
});

const RULES = 'Geheimhaltung nach den Regeln „probe“, Fassung 1';

describe('desiredState', () => {
  const release = trialRelease([seriesOf({}, 'ew'), seriesOf({}, 'hh')], URL);

  it('puts each level between its neighbours in the order of the job', async () => {
    const levels = [built('quartier', 'Quartiere'), built('gemeinde', 'Gemeinden'), built('kreis', 'Kreis')];
    const parts = { job: job({}), catalogue: catalogue(), levels };

    const desired = await desiredState(parts, release, session().session, SITE);

    expect(desired.levels.map(({ unit }) => [unit.lower, unit.name, unit.upper])).toEqual([
      [null, 'Quartiere', 'Gemeinden'],
      ['Quartiere', 'Gemeinden', 'Kreis'],
      ['Gemeinden', 'Kreis', null],
    ]);
    expect(desired.levels[0]).toMatchObject({
      level: 'quartier',
      version: 'version of quartier',
      access: ACCESS,
      unit: { sridEPSG: 4326, metadata: UNIT.metadata },
    });
  });

  it('draws an outline only where the level asks for one', async () => {
    const levels = [built('a', 'A'), built('b', 'B', { color: '#112233', width: 2 })];
    const parts = { job: job({}), catalogue: catalogue(), levels };

    const desired = await desiredState(parts, release, session().session, SITE);

    expect(desired.levels.map(({ unit }) => unit.outline)).toEqual([
      { isOutlineLayer: false, color: null, width: null, dashArray: null },
      { isOutlineLayer: true, color: '#112233', width: 2, dashArray: null },
    ]);
  });

  it('wants only indicators of the job for which there are values, and asks for each topic once', async () => {
    const { asked, session: resolving } = session();
    const parts = {
      job: job({ owner: 'Sozialamt' }, ['ew', 'ohne-werte', 'hh']),
      catalogue: catalogue('ew', 'hh', 'ohne-werte', 'fremd'),
      levels: [],
    };

    const desired = await desiredState(parts, release, resolving, SITE);

    expect(desired.indicators.map(({ id, topicId, access }) => [id, topicId, access])).toEqual([
      ['ew', 'topic Demografie', ACCESS],
      ['hh', 'topic Demografie', ACCESS],
    ]);
    expect(asked).toEqual([{ ...SITE, owner: 'Sozialamt' }, ['Demografie']]);
    expect(desired.release).toBe(release);
  });

  it('says which values are converted or provisional after what people have noted', async () => {
    const series = seriesOf({ '2023-12-31': { '01': 5 } }, 'ew');
    const marked = {
      ...series,
      values: series.values.map((value) => ({ ...value, cell: cell(5, 'ok', ['p', 'u']) })),
    };
    const parts = {
      job: job({}, ['ew', 'hh']),
      catalogue: catalogue('ew', 'hh'),
      levels: [built('quartier', 'Quartiere')],
    };

    const both = trialRelease([marked, seriesOf({}, 'hh')], URL);
    const desired = await desiredState(parts, both, session().session, SITE);

    const [first] = desired.indicators.map(({ description }) => description.metadata.note);
    expect(first).toBe(
      `Übungsdaten Umgerechnet auf die Grenzen ab 01.01.2020: alle Werte der Ebene Quartiere (31.12.2023). Vorläufig: alle Werte der Ebene Quartiere (31.12.2023). ${RULES}: Kein Wert ist gesperrt.`,
    );
  });

  it('names the contact and source of the job where it has its own', async () => {
    const metadata = { contact: 'Sozialamt', datasource: 'Kreis' };
    const parts = {
      job: { ...job({}, ['ew']), metadata },
      catalogue: catalogue('ew'),
      levels: [],
    };

    const desired = await desiredState(parts, release, session().session, SITE);

    const own = wantedIndicator('ew', { name: 'ew' }).description.metadata;
    expect(desired.indicators[0]?.description.metadata).toEqual({ ...own, ...metadata });
  });
});
