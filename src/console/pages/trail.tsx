/** Screen 11, the rest of it: what was deleted, and the whole trail as a file that proves itself. */
import { createHash } from 'node:crypto';
import { DELETION_NAMES, DELETION_RULES } from '../../engine/retention/deletion-words.ts';
import { page } from '../page.tsx';
import { Leaf, Table } from '../parts/tables.tsx';
import { requireGuest, type Visit } from '../visit.ts';
import { count, momentText } from '../words/format.ts';
import { pageNumber } from './runs.tsx';

const PAGE = 100;
const PART = 1_000;

export async function deletionsPage(visit: Visit) {
  const { desk } = visit.house.app;
  const number = pageNumber(visit.c.req.query('seite'));
  const { lines, total } = await desk.deletionPage({ offset: (number - 1) * PAGE, limit: PAGE });
  await desk.noteTrailRead(requireGuest(visit).person.subject, 'deletions');
  return page(visit, {
    title: 'Löschungen',
    of: 'Protokoll',
    children: (
      <>
        <p class="kern-body">
          Hier steht, was nach Frist gelöscht wurde. Was gelöscht ist, ist auch in Sicherungen nicht mehr
          lesbar, sobald deren Frist vorbei ist. Die Regeln stehen im Löschkonzept.
        </p>
        {total === 0 ? (
          <p class="kern-body">Es wurde noch nichts gelöscht.</p>
        ) : (
          <>
            <Table
              caption="Löschungen, neueste zuerst"
              columns={[{ title: 'Gelöscht am' }, { title: 'Was' }, { title: 'Regel' }, { title: 'Klasse' }]}
              rows={lines.map(({ at, object, rule, count: n, class: name }) => {
                const [one, many] = DELETION_NAMES[object];
                return [momentText(at), count(n, one, many), DELETION_RULES[rule], name];
              })}
            />
            <Leaf
              page={number}
              size={PAGE}
              total={total}
              href={(to) => `/protokoll/loeschungen?seite=${to}`}
            />
          </>
        )}
        <p class="kern-body">
          <a class="kern-link" href="/protokoll">
            Zum Protokoll
          </a>
        </p>
      </>
    ),
  });
}

/**
 * One entry a line, as its hash was made; a line with the head of the chain and the hash of all lines before it; and,
 * where the installation has a key, one with the signature of that line. Whoever kept an earlier head, in a backup or an
 * export, can prove the chain by it.
 */
export async function revisionFile(visit: Visit): Promise<Response> {
  const { c, house } = visit;
  const { desk, now, program } = house.app;
  const signed = await house.app.trailSigner();
  await desk.noteTrailRead(requireGuest(visit).person.subject, 'export');
  async function* lines(): AsyncGenerator<string> {
    const all = createHash('sha256');
    let newest: { readonly seq: number; readonly hash: string } | undefined;
    let entries = 0;
    for (;;) {
      const part = await desk.chainPart(newest?.seq ?? 0, PART);
      for (const line of part) {
        const text = `${JSON.stringify(line)}\n`;
        all.update(text);
        yield text;
      }
      entries += part.length;
      newest = part.at(-1) ?? newest;
      if (part.length < PART) break;
    }
    const end = { end: true, entries, head: newest?.hash ?? null, exportedAt: now().toISOString(), program };
    const last = `${JSON.stringify({ ...end, sha256: all.digest('hex') })}\n`;
    yield last;
    if (signed) yield `${JSON.stringify(signed(last))}\n`;
  }
  c.header('content-type', 'application/x-ndjson; charset=utf-8');
  c.header('content-disposition', 'attachment; filename="protokoll.jsonl"');
  return c.body(ReadableStream.from(encoded(lines())));
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
