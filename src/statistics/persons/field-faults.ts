/** Reports lines of a register that cannot be counted, by line and field and never by content. */
import { finding, type Finding } from '../../core/finding.ts';

/** So many of each field are listed one by one, the others as one number. */
const LISTED = 50;

export interface FieldFaults {
  /** `expected` is a German description of what the field may hold. */
  readonly add: (line: number, field: string, expected: string) => void;
  /** Call once at the end of the file. */
  readonly close: () => void;
}

export function fieldFaults(file: string, report: (finding: Finding) => void): FieldFaults {
  const counts = new Map<string, number>();
  return {
    add(line, field, expected) {
      const count = (counts.get(field) ?? 0) + 1;
      counts.set(field, count);
      if (count <= LISTED)
        report(finding('persons.field-invalid', { file, row: line, column: field }, { expected }));
    },
    close() {
      for (const [field, count] of counts)
        if (count > LISTED)
          report(
            finding(
              'persons.further-invalid',
              { file, row: 0, column: field },
              { found: String(count - LISTED), expected: String(LISTED) },
            ),
          );
    },
  };
}
