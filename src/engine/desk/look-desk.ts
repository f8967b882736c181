/** What the check report needs beside the findings: which file may be opened again, and what an unknown key may have meant. */
import { levelId, type LevelId } from '../../core/area.ts';
import type { Finding } from '../../core/finding.ts';
import { isTableProfile } from '../../mapping/profile.ts';
import { similarAreas, type NamedArea } from '../../mapping/similar-areas.ts';
import type { DeliveryBook, RunDelivery } from '../deliveries/delivery-book.ts';
import type { Ledger } from '../ledger.ts';
import { MOST_NEAR, type NearRow, type RawOptions } from '../look/look.ts';
import { rawOptionsOf } from '../look/raw-layout.ts';
import type { EnginePorts } from '../ports.ts';
import type { ReadingBook } from './reading-book.ts';

/** A file that a run has read. */
export interface LookableFile {
  readonly file: string;
  readonly sha256: string;
  /** Its rows are persons, or nobody knows what they are: it is never opened. */
  readonly ofPersons: boolean;
  /** Id of its profile. */
  readonly profile: string;
  /** What its profile says of its bytes. */
  readonly options: RawOptions;
}

export interface LookDesk {
  /** Without archives: those are delivered by machines. */
  lookable(run: string): Promise<readonly LookableFile[]>;
  /** Rows of that file that findings of the run are about. */
  rowsWithFindings(run: string, file: string): Promise<readonly NearRow[]>;
  /** For what was found as an unknown area, by its text: the areas that are nearly called so. */
  similarTo(run: string, findings: readonly Finding[]): Promise<ReadonlyMap<Finding, readonly NamedArea[]>>;
}

export interface LookPorts {
  readonly catalogue: EnginePorts['catalogue'];
  readonly ledger: Pick<ReadingBook, 'findingPart' | 'newestLevelId'> &
    Pick<DeliveryBook, 'runDeliveries'> &
    Pick<Ledger, 'newestLevel'>;
}

/** So many different texts are compared; whoever has more has another problem. */
const MOST_COMPARED = 100;

export function lookDesk({ catalogue, ledger }: LookPorts): LookDesk {
  const known = new Map<LevelId, { readonly version: string; readonly areas: readonly NamedArea[] }>();

  async function areasOf(level: LevelId): Promise<readonly NamedArea[]> {
    const version = await ledger.newestLevelId(level);
    if (version === undefined) return [];
    const before = known.get(level);
    if (before?.version === version) return before.areas;
    const names = new Map<string, string>();
    for (const { areas } of (await ledger.newestLevel(level))?.editions ?? [])
      for (const { key, name } of areas) names.set(key, name);
    const areas = [...names].map(([key, name]) => ({ key, name }));
    known.set(level, { version, areas });
    return areas;
  }

  function levelsFor(found: Finding, read: readonly RunDelivery[]): LevelId[] {
    if (found.code === 'mapping.unknown-area') return [levelId(found.expected ?? '')];
    const profile = catalogue.profiles.get(read.find(({ file }) => file === found.place.file)?.profile ?? '');
    if (!profile || !isTableProfile(profile)) return [];
    const { level, levels } = profile.area;
    return [...new Set([level, ...levels.map((each) => each.level)])].filter((id) => id !== undefined);
  }

  return {
    async lookable(run) {
      const files = (await ledger.runDeliveries(run)).filter(({ file }) => !ARCHIVE.test(file));
      return files.map(({ file, sha256, profile: id }) => {
        const profile = catalogue.profiles.get(id);
        const isFigures = profile !== undefined && isTableProfile(profile);
        return { file, sha256, profile: id, ofPersons: !isFigures, options: rawOptionsOf(profile?.layout) };
      });
    },

    async rowsWithFindings(run, file) {
      const findings = await ledger.findingPart(run, { offset: 0, limit: MOST_NEAR });
      return findings
        .filter(({ place }) => place.file === file && place.row > 0)
        .map(({ place: { sheet, row } }) => ({ sheet, row }));
    },

    async similarTo(run, findings) {
      const unknown = findings.filter(({ code }) => UNKNOWN.has(code));
      const similar = new Map<Finding, readonly NamedArea[]>();
      if (unknown.length === 0) return similar;
      const read = await ledger.runDeliveries(run);
      const compared = new Map<string, readonly NamedArea[]>();
      for (const found of unknown) {
        const text = (found.found ?? '').replace(TIMES, '');
        for (const level of levelsFor(found, read)) {
          const key = `${level} ${text}`;
          if (!compared.has(key) && compared.size < MOST_COMPARED)
            compared.set(key, similarAreas(text, await areasOf(level)));
          const areas = compared.get(key) ?? [];
          if (areas.length > 0 && !similar.has(found)) similar.set(found, areas);
        }
      }
      return similar;
    },
  };
}

const ARCHIVE = /\.zip$/i;
const UNKNOWN: ReadonlySet<Finding['code']> = new Set(['mapping.unknown-key', 'mapping.unknown-area']);
/** How often an area was met stands behind it. */
const TIMES = / \(\d+-mal\)$/;
