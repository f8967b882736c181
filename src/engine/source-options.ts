/** Sections of YAML files that belong to a connector: found and checked by the connector's own schema. */
import type { AnyLayout } from '../formats/layout.ts';
import { checkSection } from '../mapping/load.ts';
import { configurationError, problemAt, type Origin } from '../mapping/problem.ts';
import type { DeliverySource, EnginePorts } from './ports.ts';

export interface Written {
  readonly origin: Origin;
  readonly path: readonly PropertyKey[];
}

/** Throws a configuration error at the place where the connector is named. */
export function sourceNamed(
  ports: Pick<EnginePorts, 'sources'>,
  id: string,
  written: Written,
): DeliverySource {
  const source = ports.sources.get(id);
  if (source) return source;
  const known = [...ports.sources.keys()].sort().join(', ');
  throw configurationError([
    problemAt(written.origin, written.path, `Den Konnektor „${id}“ gibt es nicht. Vorhanden: ${known}.`),
  ]);
}

/** The layout named by `form`, with its options checked. */
export function layoutNamed(
  source: DeliverySource,
  layout: Readonly<Record<string, unknown>> & { readonly form: string },
  written: Written,
): { readonly layout: AnyLayout; readonly options: unknown } {
  const { form, ...options } = layout;
  const found = source.layouts?.[form];
  if (!found) {
    const known = Object.keys(source.layouts ?? {}).join(', ');
    throw configurationError([
      problemAt(
        written.origin,
        [...written.path, 'form'],
        `Die Form „${form}“ kennt der Konnektor „${source.id}“ nicht. Vorhanden: ${known}.`,
      ),
    ]);
  }
  return { layout: found, options: checkSection(options, found.options, written) };
}
