/** What layout `fixed-width` makes of a file that no profile describes yet: it needs a record layout beside it. */
import { probeText, type LandedDelivery, type LayoutProposal } from '../../src/sdk/index.ts';
import { encodingOf } from './recognise-text.ts';
import { readRecordLayout, toFixedField } from './record-layout.ts';

const LOOKED_AT = 500;

export async function recogniseFixedWidth(
  delivery: LandedDelivery,
  signal: AbortSignal,
): Promise<LayoutProposal | undefined> {
  const probe = await probeText(delivery);
  if (!probe || probe.members.length > 0) return undefined;
  const lines = probe.text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && line !== '\u001A')
    .slice(0, LOOKED_AT);
  if (lines.length === 0) return undefined;
  const widest = lines.reduce((width, line) => Math.max(width, line.length), 0);

  for (const companion of delivery.companions) {
    const context = { signal, report: () => undefined };
    const fields = await readRecordLayout(companion, probe.encoding.declared, context);
    const length = fields?.map(toFixedField).reduce((end, field) => end + field.length, 0);
    // Editors remove blanks at the end of a line, so lines may be shorter, but one must be whole.
    if (length !== widest) continue;
    return {
      options: { ...encodingOf(probe), satzaufbau: companion.file },
      certainty: 0.9,
      because: `Der Satzaufbau „${companion.file}“ liegt daneben, und seine ${length} Stellen sind die Länge der Zeilen.`,
    };
  }
  return undefined;
}
