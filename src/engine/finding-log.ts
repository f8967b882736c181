/** Collects the findings of a run; of one kind only so many as a person reads, the rest is counted. */
import { finding, stopsRun, type Finding } from '../core/finding.ts';

/** More of the same says nothing new. */
const OF_ONE_KIND = 100;

export class FindingLog {
  readonly #findings: Finding[] = [];
  readonly #counts = new Map<string, number>();

  readonly report = (found: Finding): void => {
    const key = kindOf(found);
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count <= OF_ONE_KIND) this.#findings.push(found);
  };

  reportAll(findings: readonly Finding[]): void {
    for (const found of findings) this.report(found);
  }

  get all(): readonly Finding[] {
    const more = [...this.#counts].flatMap(([key, count]) => {
      const sample = this.#findings.find((found) => kindOf(found) === key);
      if (count <= OF_ONE_KIND || !sample) return [];
      const text = `und ${count - OF_ONE_KIND} weitere dieser Art`;
      const facts = { found: text, severity: sample.severity };
      return [finding(sample.code, { file: sample.place.file, row: 0 }, facts)];
    });
    return [...this.#findings, ...more];
  }

  get stops(): boolean {
    return stopsRun(this.#findings);
  }
}

/** With its severity: what stops a run must not go down in what only warns. */
function kindOf({ code, severity, place }: Finding): string {
  return `${code} ${severity} ${place.file}`;
}
