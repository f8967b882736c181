/** Reads a file as the program would: the layout and the profile that are shipped, without assembling a dataset. */
import path from 'node:path';
import type { Finding } from '../../src/core/finding.ts';
import type { Observation } from '../../src/core/observation.ts';
import type { ReferenceDate } from '../../src/core/reference-date.ts';
import { applyProfile } from '../../src/mapping/apply-profile.ts';
import { loadCatalogue } from '../../src/mapping/catalogue.ts';
import { compileProfile } from '../../src/mapping/compile-profile.ts';
import type { AnyConnector } from '../../src/sdk/index.ts';
import { landed } from '../connectors/land.ts';

const catalogue = await loadCatalogue([path.resolve(import.meta.dirname, '../..')]);

export interface ShippedReading {
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
}

/** `profile`: id of a profile in `mappings/profiles`; `file`: absolute path. */
export async function readAsShipped(
  connector: AnyConnector,
  profile: string,
  file: string,
  date?: ReferenceDate,
): Promise<ShippedReading> {
  const declared = catalogue.profiles.get(profile);
  if (!declared) throw new RangeError(`no profile ${profile}`);
  const { form, ...written } = declared.layout;
  const layout = connector.layouts?.[form];
  if (layout?.kind !== 'tables') throw new RangeError(`${connector.id} has no layout ${form}`);

  const delivery = await landed(file);
  const findings: Finding[] = [];
  const report = (found: Finding) => void findings.push(found);
  const { signal } = new AbortController();
  const tables = layout.read(delivery, layout.options.parse(written), { signal, report });
  const observations: Observation[] = [];
  const context = { fileName: delivery.file, report, ...(date ? { date } : {}) };
  for await (const batch of applyProfile(compileProfile(declared, catalogue.codes), tables, context))
    observations.push(...batch);
  return { observations, findings };
}
