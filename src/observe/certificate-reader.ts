/** Until when the certificate of KomMonitor's address is valid. Nothing is sent but the name of the host. */
import { connect } from 'node:tls';
import type { StateReader } from './metric-list.ts';

const WAIT_MS = 4_000;

/** `address`: of KomMonitor; one without TLS has no certificate and no sample. The answer is kept for `everyMs`. */
export function certificateReader(address: string, now: () => Date, everyMs = 3_600_000): StateReader {
  let kept: { readonly at: number; readonly validTo: number } | undefined;
  return async () => {
    const url = new URL(address);
    if (url.protocol !== 'https:') return [];
    const at = now().getTime();
    if (!kept || at - kept.at >= everyMs) kept = { at, validTo: await certificateEnd(url) };
    return [{ name: 'kmsync_certificate_expiry_timestamp_seconds', value: kept.validTo / 1000 }];
  };
}

/** Milliseconds; also of one that is no longer valid or not trusted: that is what the figure is there to tell. */
export function certificateEnd({ hostname, port }: URL): Promise<number> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(port || 443),
      // A name, never an address, may be told to the server.
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      rejectUnauthorized: false,
    });
    socket.setTimeout(WAIT_MS, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const end = Date.parse(socket.getPeerCertificate().valid_to);
      socket.destroy();
      if (Number.isNaN(end)) reject(new Error('no certificate'));
      else resolve(end);
    });
  });
}
