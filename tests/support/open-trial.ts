import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { writeTrialSite, type TrialSite } from './trial-site.ts';

export interface Trial {
  readonly simulator: Simulator;
  readonly site: TrialSite;
  close(): Promise<void>;
}

/** The trial site on a simulator of its own. */
export async function openTrial(): Promise<Trial> {
  const simulator = await startSimulator({ seed: defaultSeed() });
  const site = await writeTrialSite(simulator);
  return {
    simulator,
    site,
    async close() {
      site.remove();
      await simulator.close();
    },
  };
}
