/** Tables beside the statistics (directories, lists, points): landed and read through the connector a section names. */
import type { LandedDelivery } from '../core/delivery.ts';
import type { Finding } from '../core/finding.ts';
import type { Table } from '../core/table.ts';
import { SyncError } from '../errors.ts';
import { checkSection } from '../mapping/load.ts';
import type { Origin } from '../mapping/problem.ts';
import type { TableSource } from '../mapping/table-source.ts';
import type { Landing } from './land.ts';
import type { EnginePorts } from './ports.ts';
import { layoutNamed, sourceNamed } from './source-options.ts';

export interface SectionMeans {
  readonly ports: EnginePorts;
  readonly landing: Landing;
  readonly report: (finding: Finding) => void;
  /** Where the section stands, for messages. */
  readonly origin: Origin;
  readonly path: readonly PropertyKey[];
}

export interface SourceTable {
  readonly table: Table;
  readonly delivery: LandedDelivery;
}

/** Every table of every file the section finds. Throws SyncError `source.nothing-found` where it finds none. */
export async function* sourceTables(section: TableSource, means: SectionMeans): AsyncGenerator<SourceTable> {
  const { ports, landing, origin, path, report } = means;
  const source = sourceNamed(ports, section.connector, { origin, path: [...path, 'connector'] });
  const config = checkSection(section.config, source.configSchema, { origin, path: [...path, 'config'] });
  const { layout, options } = layoutNamed(source, section.layout, { origin, path: [...path, 'layout'] });
  if (layout.kind !== 'tables' || layout.holdsPersons?.(options))
    throw noTable(origin.file, path, section.layout.form);
  const context = { deliveries: ports.folders.deliveries, signal: ports.signal, secret: ports.secret };
  let found = 0;
  for await (const offer of source.list(config as never, context)) {
    found += 1;
    const delivery = await landing.land(source, config, offer);
    for await (const table of layout.read(delivery, options, { signal: ports.signal, report }))
      yield { table, delivery };
  }
  if (found === 0) throw nothingFound(origin.file, path);
}

function noTable(file: string, path: readonly PropertyKey[], form: string): SyncError {
  return new SyncError({
    code: 'source.no-table',
    kind: 'configuration',
    message: `Der Abschnitt „${path.map(String).join(': ')}“ in ${file} nennt die Form „${form}“; sie liest keine einfache Tabelle.`,
    hint: 'Tragen Sie unter „layout“ eine Form für Tabellen ohne Personen ein, zum Beispiel „delimited“. Es wurde nichts zugeordnet.',
  });
}

function nothingFound(file: string, path: readonly PropertyKey[]): SyncError {
  return new SyncError({
    code: 'source.nothing-found',
    kind: 'source',
    message: `Zum Abschnitt „${path.map(String).join(': ')}“ in ${file} liegt keine Datei da.`,
    hint: 'Legen Sie die Datei in den Lieferordner, oder berichtigen Sie „files“. Ohne sie wird nichts zugeordnet.',
  });
}
