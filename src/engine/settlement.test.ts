import { expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import type { DeliverySource, EnginePorts } from './ports.ts';
import { Settlements } from './settlement.ts';

const ports = {
  folders: { deliveries: '/lieferungen' },
  signal: new AbortController().signal,
  secret: () => '',
} as unknown as EnginePorts;

/** What is told of a source that cannot file its delivery away, for this reason. */
async function told(code: string): Promise<string[]> {
  const settle = () => Promise.reject(new SyncError({ code, kind: 'source', message: 'so', hint: 'so' }));
  const settlements = new Settlements();
  settlements.add({
    source: { settle } as unknown as DeliverySource,
    config: {},
    offer: { id: 'a.csv', file: 'a.csv', companions: [] },
    isRefused: false,
    looksLikePersons: false,
  });
  const findings = await settlements.settle(ports, 'kept');
  return findings.map((found) => found.code);
}

it('a file that was replaced meanwhile is told as such: nobody may file away by hand what was not read', async () => {
  expect(await told('source.replaced')).toEqual(['intake.replaced']);
  expect(await told('source.not-filed')).toEqual(['intake.not-filed']);
});
