/** What the mapping page makes of a file that somebody has opened again for looking: examples, and how it would be read. */
import type { LandedFile } from '../../core/delivery.ts';
import type { LevelId } from '../../core/area.ts';
import { isValidOn } from '../../core/reference-date.ts';
import { isTableProfile } from '../../mapping/profile.ts';
import { labelledRows, type LabelledRows } from '../look/labelled-rows.ts';
import type { Ledger } from '../ledger.ts';
import { today, type EnginePorts } from '../ports.ts';
import type { KeyAnswers } from './mapping-keys.ts';
import { previewMapping, type MappingPreview, type PreviewedRow } from './mapping-preview.ts';

/** A file as the layout of a profile labels it. */
export interface Labelled {
  /** Id. */
  readonly profile: string;
  readonly tables: readonly LabelledRows[];
}

export interface TriedRow extends PreviewedRow {
  /** The area that the row counts for, by name; `unknown`: there is none; undefined: nobody knows the areas of the level yet. */
  readonly counts: { readonly key: string; readonly name: string } | 'unknown' | undefined;
  /** Keys are converted, but not on the day of the row: a run would stop. */
  readonly isOtherDay: boolean;
}

export interface TriedMapping extends Omit<MappingPreview, 'rows'> {
  readonly rows: readonly TriedRow[];
}

export interface MappingLookDesk {
  /** The first rows of a file as that profile would read it; no tables where it cannot, or where its rows are persons. */
  labelled(profile: string, file: LandedFile): Promise<Labelled>;
  /** `yaml`: the proposed profile. Undefined where it does not load. Nothing of it is kept. */
  tryMapping(of: {
    readonly yaml: string;
    readonly file: string;
    readonly labelled: Labelled;
    /** Where keys are converted. */
    readonly converted:
      | (Pick<KeyAnswers, 'moved' | 'validFrom' | 'validTo'> & { readonly level: LevelId })
      | undefined;
  }): Promise<TriedMapping | undefined>;
}

type Converted = Parameters<MappingLookDesk['tryMapping']>[0]['converted'];

export function mappingLookDesk({
  ports,
  ledger,
}: {
  readonly ports: EnginePorts;
  readonly ledger: Pick<Ledger, 'newestLevel'>;
}): MappingLookDesk {
  const { catalogue } = ports;
  return {
    async labelled(id, file) {
      const profile = catalogue.profiles.get(id);
      const isFigures = profile !== undefined && isTableProfile(profile);
      return { profile: id, tables: isFigures ? await labelledRows(profile, file, ports) : [] };
    },

    async tryMapping({ yaml, file, labelled: { tables }, converted }) {
      const means = { codes: catalogue.codes, today: today(ports.now) };
      const preview = await previewMapping(yaml, { file, tables }, means);
      if (!preview) return undefined;
      const levels = new Set(preview.rows.flatMap(({ area }) => area?.level ?? []));
      const known = new Map<LevelId, ReadonlyMap<string, string>>();
      for (const level of levels) {
        const names = await namesOf(level, ledger);
        if (names) known.set(level, names);
      }
      const rows = preview.rows.map((row) => ({
        ...row,
        counts: countsFor(row, known, converted?.moved),
        isOtherDay: isOtherDay(row, converted),
      }));
      return { ...preview, rows };
    },
  };
}

function countsFor(
  { area }: PreviewedRow,
  known: ReadonlyMap<LevelId, ReadonlyMap<string, string>>,
  moved: KeyAnswers['moved'] | undefined,
): TriedRow['counts'] {
  const names = area && known.get(area.level);
  if (!names) return undefined;
  const key = moved?.get(area.key) ?? area.key;
  const name = names.get(key);
  return name === undefined ? 'unknown' : { key, name };
}

function isOtherDay({ area, date }: PreviewedRow, converted: Converted): boolean {
  if (!converted || !date || area?.level !== converted.level || area.role === 'residual') return false;
  return !isValidOn({ from: converted.validFrom, to: converted.validTo }, date);
}

/** Of every area that the level ever had. */
async function namesOf(
  level: LevelId,
  ledger: Pick<Ledger, 'newestLevel'>,
): Promise<ReadonlyMap<string, string> | undefined> {
  const version = await ledger.newestLevel(level);
  return (
    version && new Map(version.editions.flatMap(({ areas }) => areas.map(({ key, name }) => [key, name])))
  );
}
