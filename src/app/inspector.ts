/** A first look at files, and the connectors that offer them. */
import path from 'node:path';
import { inspectFile, type InspectPorts, type InspectQuestion } from '../engine/inspect/inspect-file.ts';
import type { Inspection } from '../engine/inspect/inspection.ts';
import { connectorSources } from './connector-sources.ts';
import { packageRoot } from './package-root.ts';

/**
 * A first look at files that nobody has described yet. Needs neither site nor ledger nor KomMonitor, and writes
 * nothing.
 */
export function openInspector(signal: AbortSignal): Inspector {
  const ports: InspectPorts = {
    sources: connectorSources(),
    signal,
    folders: { grids: path.join(packageRoot(), 'config/grids') },
  };
  return { inspect: (question) => inspectFile(question, ports) };
}

export interface Inspector {
  inspect(question: InspectQuestion): Promise<Inspection>;
}
