/** Asks every layout of every connector whether a file is of its kind. The surest answer is proposed. */
import type { LandedDelivery } from '../../core/delivery.ts';
import { SyncError } from '../../errors.ts';
import type { AnyLayout, LayoutProposal } from '../../formats/layout.ts';
import type { DeliverySource } from '../ports.ts';

export interface Recognised {
  readonly source: DeliverySource;
  readonly form: string;
  readonly layout: AnyLayout;
  readonly proposal: LayoutProposal;
}

export interface Recognition {
  /** Set where a layout of persons takes the file for its own: then nothing else counts. */
  readonly persons: Recognised | undefined;
  /** The surest first. */
  readonly forms: readonly Recognised[];
}

export interface Wanted {
  readonly connector?: string | undefined;
  readonly form?: string | undefined;
}

export async function recognise(
  delivery: LandedDelivery,
  sources: ReadonlyMap<string, DeliverySource>,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Recognition> {
  checkWanted(sources, wanted);
  const all: Recognised[] = [];
  for (const source of sources.values())
    for (const [form, layout] of Object.entries(source.layouts ?? {})) {
      signal.throwIfAborted();
      const proposal = await layout.recognise?.(delivery, signal);
      if (proposal) all.push({ source, form, layout, proposal });
    }
  const persons = all.find(({ layout }) => layout.kind === 'tables' && layout.holdsPersons !== undefined);
  const forms = all
    .filter((one) => one !== persons && isWanted(one, wanted))
    .sort((a, b) => b.proposal.certainty - a.proposal.certainty);
  return { persons, forms };
}

function isWanted({ source, form }: Recognised, wanted: Wanted): boolean {
  return (wanted.connector ?? source.id) === source.id && (wanted.form ?? form) === form;
}

function checkWanted(sources: ReadonlyMap<string, DeliverySource>, { connector, form }: Wanted): void {
  if (connector !== undefined && !sources.has(connector))
    throw unknownWord('Den Konnektor', connector, [...sources.keys()]);
  if (form === undefined) return;
  const inQuestion = [...sources.values()].filter(({ id }) => (connector ?? id) === id);
  const forms = inQuestion.flatMap(({ layouts }) => Object.keys(layouts ?? {}));
  if (!forms.includes(form)) throw unknownWord('Die Form', form, [...new Set(forms)]);
}

function unknownWord(what: string, word: string, known: readonly string[]): SyncError {
  return new SyncError({
    code: 'inspect.unknown-form',
    kind: 'usage',
    message: `${what} „${word}“ gibt es nicht.`,
    hint: `Vorhanden: ${known.toSorted().join(', ')}.`,
  });
}
