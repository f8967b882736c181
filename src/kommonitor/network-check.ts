/** Why an address does not answer: the name is unknown, or nobody listens. Asks only where HTTP has failed already. */
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { fail, ok, type TargetCheck } from './check.ts';

const CONNECT_MS = 5000;

export async function checkNetwork(id: string, address: string): Promise<TargetCheck> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  if (!(await isKnown(host))) {
    return fail(
      id,
      `Der Rechnername ${host} ist unbekannt.`,
      'Prüfen Sie die Adresse in der Konfiguration und die Namensauflösung dieses Rechners.',
    );
  }
  if (!(await listens(host, port))) {
    return fail(
      id,
      `${host} nimmt auf Port ${port} keine Verbindung an.`,
      'Prüfen Sie Port und Firewall, und ob der Dienst läuft.',
    );
  }
  return ok(id, `${host} nimmt auf Port ${port} Verbindungen an.`);
}

async function isKnown(host: string): Promise<boolean> {
  try {
    await lookup(host);
    return true;
  } catch {
    return false;
  }
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_MS });
    const done = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => done(true));
    socket.once('timeout', () => done(false));
    socket.once('error', () => done(false));
  });
}
