/**
 * Whether a file that no profile describes yet looks like lines on persons. It is then named as such and nothing of
 * it is told: the options hold no label and no value. Tables of counts are left to other connectors.
 */
import {
  likelyPersonSign,
  personSign,
  probeText,
  proposeDelimiter,
  type LandedDelivery,
  type LayoutProposal,
} from '../../src/sdk/index.ts';

const LOOKED_AT = 2000;
/** A day of birth as eight digits, at any place of a record. */
const WINDOW = 8;
const WIDEST = 400;

export async function recogniseDelimitedPersons(
  delivery: LandedDelivery,
): Promise<LayoutProposal | undefined> {
  const probe = await probeText(delivery);
  const beginning = probe && (await proposeDelimiter(probe.text));
  if (!beginning) return undefined;
  const [labels = [], ...rows] = beginning.rows.slice(0, LOOKED_AT).map(({ cells }) => cells);
  const sign = likelyPersonSign(labels, rows);
  return sign === undefined ? undefined : proposal({ delimiter: beginning.delimiter }, sign);
}

export async function recogniseFixedPersons(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  const probe = await probeText(delivery);
  if (!probe || (await proposeDelimiter(probe.text))) return undefined;
  const lines = probe.text
    .split(/\r?\n/, LOOKED_AT)
    .filter((line) => line.trim() !== '')
    .map((line) => line.slice(0, WIDEST));
  const width = lines.reduce((widest, line) => Math.max(widest, line.length), 0);
  for (let start = 0; start + WINDOW <= width; start += 1) {
    const days = lines.map((line) => [line.slice(start, start + WINDOW)]);
    if (personSign([''], days) !== undefined)
      return proposal({}, `ab Stelle ${start + 1}: Tage wie Geburtsdaten`);
  }
  return undefined;
}

function proposal(options: Readonly<Record<string, unknown>>, sign: string): LayoutProposal {
  return { options, certainty: 0.95, because: `Die Zeilen sehen nach einzelnen Personen aus (${sign}).` };
}
