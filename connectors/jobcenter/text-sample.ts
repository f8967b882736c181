/** The first lines of a text file and how it is written, for recognising it. Reports nothing. */
import { openText, type DeclaredEncoding, type Delimiter, type LandedFile } from '../../src/sdk/index.ts';

export interface TextSample {
  /** As options of a layout: nothing for UTF-8. */
  readonly encoding: DeclaredEncoding | undefined;
  readonly lines: readonly string[];
}

const MOST_CHARS = 1 << 16;

export async function textSample(file: LandedFile, signal: AbortSignal): Promise<TextSample | undefined> {
  for (const encoding of [undefined, 'windows-1252'] as const) {
    signal.throwIfAborted();
    const declared = encoding === undefined ? {} : { declared: encoding };
    const text = await openText(file, declared, () => undefined);
    if (!text) continue;
    let head = '';
    for await (const chunk of text.chunks) {
      head += chunk;
      if (head.length >= MOST_CHARS) break;
    }
    // The last line may be cut.
    const lines = head.split(/\r?\n/u);
    return { encoding, lines: head.length < MOST_CHARS ? lines : lines.slice(0, -1) };
  }
  return undefined;
}

/** The mark that most lines hold equally often; undefined where none does. */
export function delimiterOf(lines: readonly string[]): Delimiter | undefined {
  const filled = lines.filter((line) => line.trim() !== '');
  const fits = ([';', '\t', '|', ','] as const).map((mark) => {
    const counts = filled.map((line) => line.split(mark).length - 1);
    const usual = counts[Math.floor(counts.length / 2)] ?? 0;
    return { mark, usual, alike: counts.filter((count) => count === usual && count > 0).length };
  });
  const [best] = fits.sort((a, b) => b.alike - a.alike || b.usual - a.usual);
  return best && best.alike * 2 > filled.length ? best.mark : undefined;
}
