/** A level with its whole history: built from its editions, addressed by content, asked by day. */
import type { AreaKey, AreaSpan, EditionArea, LevelEdition, LevelId, LevelVersion } from '../core/area.ts';
import { finding, type Finding } from '../core/finding.ts';
import { contentHash } from '../core/hash.ts';
import { addDays, germanDate, type ReferenceDate, type Validity } from '../core/reference-date.ts';
import { canonicalGeometry } from '../core/same-geometry.ts';
import { SyncError } from '../errors.ts';

/**
 * `editions` ascending by first day. An edition that says the same as the one before it is left out: it would be
 * a new version of nothing. The id depends on level and editions, not on the sources.
 * Throws SyncError `spatial.editions-missing` or `spatial.editions-order` (kind configuration).
 */
export function buildLevelVersion(
  level: LevelId,
  editions: readonly LevelEdition[],
  sources: LevelVersion['sources'],
): LevelVersion {
  checkOrder(level, editions);
  const distinct = editions.filter((edition, i) => {
    const before = editions[i - 1];
    return !before || !sameAreas(before, edition);
  });
  return { id: contentHash({ level, editions: distinct }), level, editions: distinct, sources };
}

function checkOrder(level: LevelId, editions: readonly LevelEdition[]): void {
  if (editions.length === 0)
    throw new SyncError({
      code: 'spatial.editions-missing',
      kind: 'configuration',
      message: `Die Raumebene ${level} hat keine Ausgabe.`,
      hint: 'Tragen Sie in der Raumebene unter „editions“ mindestens eine Ausgabe mit Datei und Gültigkeitsbeginn ein.',
    });
  for (const [i, { validFrom }] of editions.entries()) {
    const before = editions[i - 1]?.validFrom;
    if (before === undefined || before < validFrom) continue;
    throw new SyncError({
      code: 'spatial.editions-order',
      kind: 'configuration',
      message: `Die Ausgaben der Raumebene ${level} stehen nicht in zeitlicher Reihenfolge: ${germanDate(validFrom)} nach ${germanDate(before)}.`,
      hint: 'Geben Sie jeder Ausgabe einen eigenen, späteren Gültigkeitsbeginn.',
    });
  }
}

/** To the last decimal that is published. */
function sameAreas(a: LevelEdition, b: LevelEdition): boolean {
  const content = ({ areas }: LevelEdition) =>
    areas
      .map((area) => [area.key, area.name, area.parent, canonicalGeometry(area.geometry, 7)].join('\n'))
      .sort()
      .join('\n\n');
  return a.areas.length === b.areas.length && content(a) === content(b);
}

/** The areas valid on a day; none before the first edition begins. */
export function areasOn(version: LevelVersion, date: ReferenceDate): readonly EditionArea[] {
  return version.editions.findLast((edition) => edition.validFrom <= date)?.areas ?? [];
}

/** Own key to parent key on a day; areas without a parent are left out. */
export function parentTable(version: LevelVersion, date: ReferenceDate): ReadonlyMap<AreaKey, AreaKey> {
  const table = new Map<AreaKey, AreaKey>();
  for (const { key, parent } of areasOn(version, date)) if (parent !== null) table.set(key, parent);
  return table;
}

/** When each key existed, ascending by key; a key that went and came back has two validities. Newest name. */
export function areaSpans(version: LevelVersion): readonly AreaSpan[] {
  const spans = new Map<AreaKey, { name: string; validities: Validity[]; last: number }>();
  for (const [i, { validFrom, areas }] of version.editions.entries()) {
    const next = version.editions[i + 1];
    const to = next ? addDays(next.validFrom, -1) : null;
    for (const { key, name } of areas) {
      const span = spans.get(key) ?? { name, validities: [], last: -1 };
      const running = span.last === i - 1 ? span.validities.pop() : undefined;
      span.validities.push({ from: running?.from ?? validFrom, to });
      spans.set(key, { ...span, name, last: i });
    }
  }
  return [...spans]
    .map(([key, { name, validities }]) => ({ key, name, validities }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Areas that are missing in between: KomMonitor would show them for that time too. */
export function checkHistory(version: LevelVersion): Finding[] {
  const place = { file: version.sources[0]?.file ?? version.level, row: 0 };
  return areaSpans(version).flatMap(({ key, validities }) =>
    validities.slice(1).map(({ from }, i) => {
      const gone = validities[i]?.to ?? from;
      const expected = `${germanDate(addDays(gone, 1))} bis ${germanDate(addDays(from, -1))}`;
      return finding('spatial.area-reappears', place, { found: key, expected });
    }),
  );
}

/** Every parent key exists in the parent level, on each day on which either level changes. */
export function checkParentKeys(version: LevelVersion, parentVersion: LevelVersion): Finding[] {
  const first = version.editions[0]?.validFrom;
  const days = new Set([...version.editions, ...parentVersion.editions].map((edition) => edition.validFrom));
  const place = { file: version.sources[0]?.file ?? version.level, row: 0 };
  return [...days].sort().flatMap((day) => {
    if (first === undefined || day < first) return [];
    const known = new Set(areasOn(parentVersion, day).map((area) => area.key));
    return [...parentTable(version, day)]
      .filter(([, parent]) => !known.has(parent))
      .map(([key, parent]) => {
        const facts = { found: `${key} (${germanDate(day)})`, expected: parent };
        return finding('spatial.parent-unknown', place, facts);
      });
  });
}
