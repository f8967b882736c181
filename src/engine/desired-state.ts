/** From the catalogue, the level versions and the release to what should stand in the target. */
import type { LevelVersion } from '../core/area.ts';
import { innerId, isInner } from '../core/circle.ts';
import type { IndicatorDescription } from '../core/indicator.ts';
import type { Release } from '../core/release.ts';
import type { Catalogue } from '../mapping/catalogue.ts';
import type { Job } from '../mapping/job.ts';
import type { Level } from '../mapping/level.ts';
import { hiddenNote } from '../statistics/hidden-note.ts';
import { marksNote } from '../statistics/marks-note.ts';
import type { Desired, DesiredIndicator, DesiredLevel } from '../sync/desired.ts';
import type { Access } from '../sync/target.ts';
import { innerDescription } from './inner-description.ts';
import type { AccessNames, TargetSession } from './ports.ts';

/** EPSG code of everything KomMonitor holds. */
const GEOGRAPHIC = 4326;

export interface BuiltLevel {
  readonly level: Level;
  readonly version: LevelVersion;
}

/** The job's own words on access, completed by those of the site. */
export function accessNames(job: Job, site: AccessNames): AccessNames {
  return {
    owner: job.access.owner ?? site.owner,
    viewers: job.access.viewers ?? site.viewers,
    public: job.access.public ?? site.public,
  };
}

export async function desiredState(
  parts: { readonly job: Job; readonly catalogue: Catalogue; readonly levels: readonly BuiltLevel[] },
  release: Release,
  session: TargetSession,
  site: AccessNames,
): Promise<Desired> {
  const names = accessNames(parts.job, site);
  const access = await session.resolveAccess(names);
  const published = new Set(release.series.map((series) => series.indicator));
  const isApart = names.public && [...published].some(isInner);
  const innerAccess = isApart ? await session.resolveAccess({ ...names, public: false }) : access;
  const topics = new Map<string, Promise<string>>();
  const topicId = (names: readonly string[]) => {
    const key = names.join(' / ');
    const known = topics.get(key) ?? session.resolveTopic(names);
    topics.set(key, known);
    return known;
  };
  const indicators: DesiredIndicator[] = [];
  for (const id of parts.job.indicators) {
    const indicator = parts.catalogue.indicators.get(id);
    if (!indicator) continue;
    const metadata = { ...indicator.description.metadata, ...parts.job.metadata };
    const plain = { ...indicator.description, metadata };
    for (const own of [id, innerId(id)].filter((one) => published.has(one))) {
      const inner = isInner(own);
      const named = inner ? innerDescription(plain) : plain;
      const description = withNotes(named, own, release, parts.levels);
      const topic = await topicId(description.topic);
      indicators.push({ id: own, description, topicId: topic, access: inner ? innerAccess : access });
    }
  }
  return { levels: desiredLevels(parts.levels, access), indicators, release };
}

/** What the program says of marked and hidden values follows on what people have written. */
function withNotes(
  description: IndicatorDescription,
  id: string,
  { series, policy }: Release,
  levels: readonly BuiltLevel[],
): IndicatorDescription {
  const own = series.filter(({ indicator }) => indicator === id);
  const noted = levels.map(({ level, version }) => ({ name: level.name, version }));
  const note = [description.metadata.note, marksNote(own, noted), hiddenNote(own, policy)]
    .filter((text) => text !== '')
    .join(' ');
  return { ...description, metadata: { ...description.metadata, note } };
}

function desiredLevels(levels: readonly BuiltLevel[], access: Access): DesiredLevel[] {
  return levels.map(({ level, version }, index) => ({
    level: level.id,
    version: version.id,
    access,
    editions: version.editions,
    unit: {
      name: level.name,
      metadata: level.metadata,
      sridEPSG: GEOGRAPHIC,
      lower: levels[index - 1]?.level.name ?? null,
      upper: levels[index + 1]?.level.name ?? null,
      outline: {
        isOutlineLayer: level.outline !== null,
        color: level.outline?.color ?? null,
        width: level.outline?.width ?? null,
        dashArray: level.outline?.dashArray ?? null,
      },
    },
  }));
}
