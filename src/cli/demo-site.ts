/** The site of the demo: the deliveries of the fictional county and a simulator as its target. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { County } from '../demo/generate-county.ts';

export interface DemoSite {
  /** Absolute. */
  readonly site: string;
  readonly county: County;
  /** From now on nothing is published that only one person has seen. */
  demandApproval(): Promise<void>;
}

export async function prepareSite(
  { folder, seed }: { readonly folder: string; readonly seed: string },
  simulator: { readonly url: string; readonly issuer: string },
): Promise<DemoSite> {
  const { writeDemoDeliveries } = await import('../demo/write-demo-deliveries.ts');
  const { DEMO_CROSSWALK, demoCrosswalk } = await import('../demo/crosswalk-file.ts');
  const site = path.resolve(folder);
  await rm(path.join(site, 'state'), { recursive: true, force: true });
  await mkdir(site, { recursive: true });
  const { county } = await writeDemoDeliveries(path.join(site, 'deliveries'), { seed: Number(seed) });
  const crosswalk = demoCrosswalk(county);
  if (crosswalk !== undefined) {
    await mkdir(path.dirname(path.join(site, DEMO_CROSSWALK)), { recursive: true });
    await writeFile(path.join(site, DEMO_CROSSWALK), crosswalk);
  }
  const config = [
    'target:',
    `  url: ${simulator.url}/management`,
    `  issuer: ${simulator.issuer}`,
    '  clientId: kommonitor-sync',
    'console:',
    '  organisation: Kreis Musterland',
    '  contact: IT-Service des Kreises Musterland',
    '',
  ].join('\n');
  const file = path.join(site, 'kmsync.yaml');
  await writeFile(file, config);
  return {
    site,
    county,
    demandApproval: () => writeFile(file, `${config}approval:\n  required: always\n`),
  };
}
