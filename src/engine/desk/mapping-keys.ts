/** Keys in a file that no area has: which they are, what they may be, and to which areas they can be said to belong. */
import type { AreaKey, LevelId } from '../../core/area.ts';
import type { Finding } from '../../core/finding.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import { editionDays, levelCalled } from '../../mapping/level.ts';
import { newCrosswalk } from '../../mapping/new-crosswalk.ts';
import type { NewVersion } from '../../mapping/new-version.ts';
import type { TableProfile } from '../../mapping/profile.ts';
import { similarAreas } from '../../mapping/similar-areas.ts';
import { areasOn } from '../../spatial/level-version.ts';
import type { Ledger } from '../ledger.ts';
import type { EnginePorts } from '../ports.ts';

/** More are no matter of a form. */
export const MOST_KEYS = 200;

export interface KnownArea {
  readonly key: AreaKey;
  readonly name: string;
}

export interface UnknownKey {
  readonly text: string;
  /** `key`: of a level, unknown there. `text`: the profile takes it for no key of any level. */
  readonly kind: 'key' | 'text';
  /** Figures under it; undefined where the run does not say. */
  readonly times: number | undefined;
  /** Of the newest edition those that are nearly called so. */
  readonly near: readonly { readonly key: string; readonly name: string }[];
}

export interface KeyEdition {
  readonly validFrom: ReferenceDate;
  readonly areas: readonly KnownArea[];
}

export interface KeyHelp {
  readonly level: { readonly id: LevelId; readonly name: string };
  /** As the level was taken in last, ascending; none: it never was. */
  readonly editions: readonly KeyEdition[];
  /** At most `MOST_KEYS`. */
  readonly unknown: readonly UnknownKey[];
  /** Beyond those, and of other levels. */
  readonly left: number;
  /** Why nothing can be said here: the source's keys are converted already, or it holds shares or averages. */
  readonly obstacle: { readonly kind: 'converted' | 'rate'; readonly name: string } | undefined;
}

export interface KeyAnswers {
  readonly validFrom: ReferenceDate;
  /** Last day of the edition; null: it is the newest. */
  readonly validTo: ReferenceDate | null;
  /** Text in the file to the area that it is now. */
  readonly moved: ReadonlyMap<string, AreaKey>;
  readonly besides: ReadonlySet<AreaKey>;
  readonly reason: readonly string[];
}

export interface KeyChange {
  /** Texts that the profile can name as they are. */
  readonly named: ReadonlyMap<string, { readonly level: LevelId; readonly key: AreaKey }>;
  /** What the keys of a level need besides the profile. */
  readonly crosswalk: ({ readonly id: string; readonly file: string } & NewVersion) | undefined;
}

const COUNTED = /^(.+) \((\d+)-mal\)$/u;

export interface KeyPorts {
  readonly catalogue: EnginePorts['catalogue'];
  readonly ledger: Pick<Ledger, 'newestLevel'>;
}

/** Undefined where every key is known. `findings`: of one delivery. */
export async function keyHelp(
  profile: TableProfile,
  findings: readonly Finding[],
  { catalogue, ledger }: KeyPorts,
): Promise<KeyHelp | undefined> {
  const met = unknownIn(findings, catalogue.levels);
  const { area } = profile;
  const own = area.level ?? area.levels[0]?.level ?? Object.values(area.names)[0]?.level;
  const id = met.find(({ level }) => level !== undefined)?.level ?? own;
  const level = id === undefined ? undefined : catalogue.levels.get(id);
  if (met.length === 0 || !level) return undefined;
  const version = await ledger.newestLevel(level.id);
  const editions = version
    ? editionDays(level, catalogue.levels)
        .map((validFrom) => ({ validFrom, areas: areasOn(version, validFrom).map(named) }))
        .filter(({ areas }) => areas.length > 0)
    : [];
  const similar = similarAreas(editions.at(-1)?.areas ?? []);
  const here = met.filter((each) => each.level === undefined || each.level === level.id);
  return {
    level: { id: level.id, name: level.name },
    editions,
    unknown: here.slice(0, MOST_KEYS).map(({ text, kind, times }) => ({
      text,
      kind,
      times,
      near: similar(text),
    })),
    left: met.length - Math.min(here.length, MOST_KEYS),
    obstacle: obstacleIn(profile, here),
  };
}

/** Nothing is written. Keys of a level become a crosswalk, which holds for its edition; other texts are named by the profile. */
export function keyChange(
  profile: Pick<TableProfile, 'id' | 'title'>,
  help: KeyHelp,
  answers: KeyAnswers,
  { crosswalks }: Pick<EnginePorts['catalogue'], 'crosswalks'>,
): KeyChange {
  const { level, editions, unknown } = help;
  const ofKind = (kind: UnknownKey['kind']) =>
    unknown.flatMap(({ text, kind: own }) => {
      const key = own === kind ? answers.moved.get(text) : undefined;
      return key === undefined ? [] : [[text, key] as const];
    });
  const texts = ofKind('text');
  const moved = new Map(ofKind('key'));
  const named = new Map(texts.map(([text, key]) => [text, { level: level.id, key }]));
  if (moved.size === 0) return { named, crosswalk: undefined };
  const id = freeId(`${profile.id}-schluessel`, crosswalks);
  const file = `mappings/crosswalks/${id}.yaml`;
  const areas = editions.find(({ validFrom }) => validFrom === answers.validFrom)?.areas ?? [];
  const wish = {
    id,
    title: 'Frühere Schlüssel, wie die Quelle sie liefert',
    level: level.id,
    validFrom: answers.validFrom,
    keys: areas.map(({ key }) => key),
    moved,
    besides: new Set([...answers.besides, ...texts.map(([, key]) => key)]),
    reason: answers.reason,
  };
  const known = { id: level.id, editions: editions.map(({ validFrom }) => validFrom) };
  return { named, crosswalk: { id, file, ...newCrosswalk(wish, file, known) } };
}

interface MetKey extends Pick<UnknownKey, 'text' | 'kind' | 'times'> {
  readonly level: LevelId | undefined;
}

function unknownIn(findings: readonly Finding[], levels: EnginePorts['catalogue']['levels']): MetKey[] {
  const met = new Map<string, MetKey>();
  for (const { code, found, expected } of findings) {
    if (found === undefined) continue;
    if (code === 'mapping.unknown-area') {
      const [, text = found, times] = COUNTED.exec(found) ?? [];
      const one = { text, times: times === undefined ? undefined : Number(times) };
      // A level that the site has no more is none of its levels, whatever it was called.
      const level = levelCalled(levels, expected ?? '')?.id ?? (expected as LevelId);
      met.set(`${expected} ${text}`, { ...one, kind: 'key', level });
    } else if (code === 'mapping.unknown-key')
      met.set(` ${found}`, { text: found, kind: 'text', times: undefined, level: undefined });
  }
  return [...met.values()];
}

/** What a profile names itself is not converted. */
function obstacleIn({ assign, measures }: TableProfile, met: readonly MetKey[]): KeyHelp['obstacle'] {
  if (assign) return { kind: 'converted', name: assign.by === 'crosswalk' ? assign.crosswalk : 'Gitter' };
  if (met.every(({ kind }) => kind === 'text')) return undefined;
  const rate = Object.keys(measures).find((name) => measures[name]?.rate);
  return rate === undefined ? undefined : { kind: 'rate', name: rate };
}

function freeId(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`;
  return id;
}

const named = ({ key, name }: KnownArea): KnownArea => ({ key, name });
