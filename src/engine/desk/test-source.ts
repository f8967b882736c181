/** „Verbindung testen“: each source of a job is asked whether it is there and readable. Nothing is taken. */
import { SyncError } from '../../errors.ts';
import { checkSection } from '../../mapping/load.ts';
import type { EnginePorts } from '../ports.ts';
import { sourceNamed } from '../source-options.ts';
import type { SourcePart } from './source-parts.ts';

export interface TestLine {
  readonly title: string;
  readonly state: 'ok' | 'fail';
  /** German: what was found, and what to do; empty where there is nothing to do. */
  readonly text: string;
  readonly hint: string;
}

export interface SourceTest {
  /** ISO instant, UTC. */
  readonly at: string;
  readonly lines: readonly TestLine[];
}

/** Whoever asked waits in front of the page for so long. */
const LONGEST_MS = 20_000;

const FOUND: Readonly<Record<SourcePart['way'], string>> = {
  folder: 'Der Ordner ist lesbar, und es liegt mindestens eine passende Datei darin.',
  inbox: 'Der Eingangsordner ist da und lesbar.',
  http: 'Der Server antwortet, die Anmeldung gelingt, und die Datei lässt sich abrufen.',
  sftp: 'Der Server antwortet, die Anmeldung gelingt, und der Ordner ist lesbar.',
  service: 'Der Dienst antwortet und bietet die Daten an.',
};

type TestPorts = Pick<EnginePorts, 'sources' | 'folders' | 'secret' | 'signal' | 'now'>;

export async function testParts(parts: readonly SourcePart[], ports: TestPorts): Promise<SourceTest> {
  const limit = AbortSignal.timeout(LONGEST_MS);
  const signal = AbortSignal.any([ports.signal, limit]);
  const lines = await Promise.all(parts.map((part) => testPart(part, { ...ports, signal }, limit)));
  return { at: ports.now().toISOString(), lines };
}

async function testPart(part: SourcePart, ports: TestPorts, limit: AbortSignal): Promise<TestLine> {
  const { title, connector, written, way } = part;
  const { folders, secret, signal } = ports;
  try {
    const source = sourceNamed(ports, connector, written);
    const config = checkSection(part.config, source.configSchema, written);
    const check = source.check(config as never, { deliveries: folders.deliveries, secret, signal });
    await Promise.race([check, aborted(signal)]);
    return { title, state: 'ok', text: FOUND[way], hint: '' };
  } catch (error) {
    if (limit.aborted)
      return {
        title,
        state: 'fail',
        text: `Keine Antwort in ${LONGEST_MS / 1000} Sekunden.`,
        hint: 'Prüfen Sie, ob der Server läuft und ob die Firewall ihn von diesem Rechner aus erreichen lässt.',
      };
    if (!(error instanceof SyncError)) throw error;
    return { title, state: 'fail', text: error.message, hint: error.hint };
  }
}

/** Not every source gives up the moment it is told to. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), { once: true });
  });
}
