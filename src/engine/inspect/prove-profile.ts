/** Proves that a proposed profile runs: it is loaded like any profile and applied to the file, in memory only. */
import type { LandedDelivery } from '../../core/delivery.ts';
import { finding, stopsRun, type Finding } from '../../core/finding.ts';
import { sha256 } from '../../core/hash.ts';
import type { Observation } from '../../core/observation.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import { applyProfile } from '../../mapping/apply-profile.ts';
import { compileProfile } from '../../mapping/compile-profile.ts';
import { loadYaml } from '../../mapping/load.ts';
import { profileFile, profileOf } from '../../mapping/profile.ts';
import type { ProfileProposal } from '../../mapping/propose-profile.ts';
import type { EnginePorts } from '../ports.ts';
import { layoutNamed, sourceNamed } from '../source-options.ts';
import type { Proof, ProofCount } from './inspection.ts';

export interface ProofMeans {
  readonly ports: Pick<EnginePorts, 'sources' | 'signal'>;
  readonly delivery: LandedDelivery;
  /** For deliveries that name no Stichtag; `lent` where the operator has not given one. */
  readonly date: ReferenceDate;
  readonly lent: boolean;
}

export async function proveProfile(
  proposal: ProfileProposal,
  { ports, delivery, date, lent }: ProofMeans,
): Promise<{ readonly proof: Proof; readonly findings: readonly Finding[] }> {
  const lentDate = proposal.needsDate && lent ? date : null;
  const name = `${proposal.id}.yaml`;
  const loaded = loadYaml(proposal.yaml, name, profileFile);
  if (!loaded.ok) {
    const problems = loaded.problems.map(
      ({ line, column, message }) => `${name}:${line}:${column} ${message}`,
    );
    return { proof: { runs: false, problems, counts: [], lentDate }, findings: [] };
  }
  const profile = profileOf(loaded.value, { origin: loaded.origin, sha256: sha256(proposal.yaml) });
  const compiled = compileProfile(profile, new Map());
  const source = sourceNamed(ports, profile.connector, { origin: profile.origin, path: ['connector'] });
  const { layout, options } = layoutNamed(source, profile.layout, {
    origin: profile.origin,
    path: ['layout'],
  });
  if (layout.kind !== 'tables') throw new RangeError(`layout ${profile.layout.form} reads no tables`);

  const findings: Finding[] = [];
  const report = (one: Finding) => void findings.push(one);
  const counter = observationCounter();
  const tables = layout.read(delivery, options, { signal: ports.signal, report });
  for await (const batch of applyProfile(compiled, tables, { fileName: delivery.file, date, report })) {
    ports.signal.throwIfAborted();
    for (const observation of batch) counter.add(observation);
  }
  const counts = counter.counts();
  if (counts.length === 0) findings.push(finding('inspect.no-observations', { file: delivery.file, row: 0 }));
  const runs = counts.length > 0 && !stopsRun(findings);
  return { proof: { runs, problems: [], counts, lentDate }, findings };
}

/** Counts, and keeps no figure. */
function observationCounter() {
  const groups = new Map<string, { first: Observation; count: number; areas: Set<string> }>();
  return {
    add(observation: Observation): void {
      const { level, date, measure, role } = observation;
      const key = [level, date, measure, role].join(' ');
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { first: observation, count: 0, areas: new Set() }));
      group.count += 1;
      group.areas.add(observation.area);
    },
    counts: (): ProofCount[] =>
      [...groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { first, count, areas }]) => ({
          level: first.level,
          date: first.date,
          measure: first.measure,
          role: first.role,
          areas: areas.size,
          observations: count,
        })),
  };
}
