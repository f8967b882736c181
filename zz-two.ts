import { mkdir, mkdtemp, writeFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { CLIENT_SECRET, openApp } from '/work/main/src/app.ts';
import { DEMO_CROSSWALK, demoCrosswalk } from '/work/main/src/demo/crosswalk-file.ts';
import { writeDemoDeliveries } from '/work/main/src/demo/write-demo-deliveries.ts';
import { syncRun } from '/work/main/src/engine/sync-run.ts';
import { defaultSeed, SIMULATOR_SECRET } from '/work/main/src/simulator/seed.ts';
import { startSimulator } from '/work/main/src/simulator/server.ts';
import v8 from 'node:v8';
const folder = await mkdtemp('/tmp/s/county-');
const demo = await writeDemoDeliveries(path.join(folder, 'deliveries'));
const simulator = await startSimulator({ seed: defaultSeed() });
await mkdir(path.dirname(path.join(folder, DEMO_CROSSWALK)), { recursive: true });
await writeFile(path.join(folder, DEMO_CROSSWALK), demoCrosswalk(demo.county) ?? '');
await writeFile(
  path.join(folder, 'kmsync.yaml'),
  `target: { url: ${simulator.url}/management, issuer: ${simulator.issuer} }`,
);
const t = Date.now();
const app = await openApp({
  site: folder,
  environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
  signal: new AbortController().signal,
  events: { stage: (s: string) => console.log(Date.now() - t, s), operation: () => undefined },
});
import { openSolver } from '/work/main/src/disclosure/solver/open-solver.ts';
const real = await openSolver(() => Date.now());
const solver = { ...real, solverName: () => 'x' };
for (let i = 0; i < 2; i++) {
  const r: any = await syncRun({ job: 'demo' }, { ...app.ports, solver } as any);
  console.log(
    r.result.state,
    JSON.stringify(r.result.plan),
    r.findings.filter((f: any) => f.severity === 'block').slice(0, 3),
  );
}
await app.close();
await simulator.close();
await rm(folder, { recursive: true, force: true });
