/** What can be asked of disclosure control beside a run; nothing of it writes to KomMonitor or releases anything. */
import type { EnginePorts } from '../ports.ts';
import { auditRegistry, type RegistryAudit } from './audit-registry.ts';
import { explainValue, type WhyAnswer } from './explain-value.ts';
import { judgeFitness, type Fitness, type FitnessQuestion } from './judge-fitness.ts';
import type { WhyQuestion } from './released-value.ts';
import { auditTable, type TableAudit, type TableQuestion } from './audit-table.ts';

export interface DisclosureDesk {
  auditTable(question: TableQuestion): Promise<TableAudit>;
  auditRegistry(question: {
    readonly target?: string | undefined;
    readonly release?: string | undefined;
  }): Promise<RegistryAudit>;
  explain(
    question: Omit<WhyQuestion, 'target'> & { readonly target?: string | undefined },
  ): Promise<WhyAnswer>;
  fitness(question: FitnessQuestion): Promise<Fitness>;
}

/** `target`: address of the KomMonitor that is meant where nobody names another. */
export function disclosureDesk(ports: EnginePorts, target: () => string): DisclosureDesk {
  return {
    fitness: (question) => shown(() => judgeFitness(question, ports)),
    auditTable: (question) => shown(() => auditTable(question, ports)),
    explain: (question) =>
      shown(() => explainValue({ ...question, target: question.target ?? target() }, ports)),
    auditRegistry: (question) =>
      shown(() => auditRegistry({ ...question, target: question.target ?? target() }, ports)),
  };

  async function shown<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    let outcome: 'done' | 'failed' = 'failed';
    try {
      const answer = await work();
      outcome = 'done';
      return answer;
    } finally {
      await ports.events.ended?.(outcome);
    }
  }
}
