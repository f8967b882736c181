/** A site whose deliveries come into watched folders: puts files there with their marker, and looks where they went. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';

const INBOX = 'deliveries/eingang';
const MARKER = '.fertig';

/** Section `config` of an intake whose files come this way. */
export function inboxOf(files: string): string {
  return `{ inbox: { folder: eingang, files: '${files}', marker: ${MARKER} } }`;
}

export interface Inbox {
  /** Puts a file in with its marker; a text is written in UTF-8. */
  readonly deliver: (file: string, content: Buffer | string) => void;
  /** Writes a file of the site. */
  readonly write: (file: string, content: Buffer | string) => void;
  /** Bytes of a file that waits there. */
  readonly delivery: (file: string) => Buffer;
  readonly waiting: () => readonly string[];
  readonly taken: () => readonly string[];
  readonly refused: () => readonly string[];
  readonly open: () => Promise<App>;
}

export function inboxIn(site: string): Inbox {
  const write = (file: string, content: Buffer | string) => {
    const full = path.join(site, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, content);
  };
  const filesOf = (folder: string) => withoutMarkers(path.join(site, INBOX, folder));
  mkdirSync(path.join(site, INBOX), { recursive: true });
  return {
    write,
    deliver(file, content) {
      write(`${INBOX}/${file}`, content);
      write(`${INBOX}/${file}${MARKER}`, '');
    },
    delivery: (file) => readFileSync(path.join(site, INBOX, file)),
    waiting: () => filesOf('.'),
    taken: () => filesOf('erledigt'),
    refused: () => filesOf('zurueckgewiesen'),
    open: () =>
      openApp({
        site,
        environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
        signal: new AbortController().signal,
        events: { stage: () => undefined, operation: () => undefined },
      }),
  };
}

/** Sorted; every file still has its marker beside it, and a claim that is left over would be seen. */
function withoutMarkers(folder: string): string[] {
  let names: string[] = [];
  try {
    names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  } catch {
    return [];
  }
  return names
    .filter((name) => !(name.endsWith(MARKER) && names.includes(name.slice(0, -MARKER.length))))
    .map((name) => (names.includes(`${name}${MARKER}`) ? name : `${name} (ohne Fertigmeldung)`))
    .toSorted();
}
