/** Which figures are the sum of others, by the boundaries that the ledger knows. */
import type { AreaKey, LevelId } from '../../core/area.ts';
import type { KnownSum } from '../../disclosure/audit-facts.ts';
import { areasOn } from '../../spatial/level-version.ts';
import type { EnginePorts } from '../ports.ts';
import { partsOfId } from './figure-words.ts';

/** Sums over the areas of the ledger's newest boundaries, for figures that are there with all their parts. */
export async function sumsOver(
  figures: readonly string[],
  { catalogue, ledger }: Pick<EnginePorts, 'catalogue' | 'ledger'>,
): Promise<KnownSum[]> {
  const there = new Set(figures);
  const children = new Map<string, { level: LevelId; keys: AreaKey[] }>();
  const sums: KnownSum[] = [];
  for (const figure of there) {
    const at = partsOfId(figure);
    if (!at) continue;
    for (const child of [...catalogue.levels.values()].filter(({ parent }) => parent === at.level)) {
      const key = `${child.id} ${at.area} ${at.date}`;
      let inside = children.get(key);
      if (!inside) {
        const version = await ledger.newestLevel(child.id);
        const keys = version
          ? areasOn(version, at.date)
              .filter(({ parent }) => parent === at.area)
              .map((one) => one.key)
          : [];
        children.set(key, (inside = { level: child.id, keys }));
      }
      const parts = inside.keys.map((area) => `${at.quantity}|${child.id}|${area}|${at.date}`);
      const rest = `${figure}+rest`;
      // A part that was neither open nor hidden is not known to exist; then the sum tells nothing.
      if (parts.length > 0 && parts.every((id) => there.has(id)))
        sums.push({ whole: figure, parts: there.has(rest) ? [...parts, rest] : parts });
    }
  }
  return sums;
}
