/** What a person has said about a file that does not fit: read from the form, judged, and made a change of the profile. */
import type { MappingHelp } from '../../engine/desk/mapping-desk.ts';
import type { KeyChange } from '../../engine/desk/mapping-keys.ts';
import type { ColumnUse, ProfileChange } from '../../mapping/new-version.ts';
import { SIGN_STATES, type SignState, type TableProfile } from '../../mapping/profile.ts';
import { typedKeys, type TypedKeys } from './mapping-key-answers.ts';

export type Fields = Readonly<Record<string, string>>;

/** Values of a select for a column that is no column of the profile. */
export const OPEN = '';
export const UNUSED = '-';

export interface Mistake {
  readonly field: string;
  readonly text: string;
}

export interface Answers {
  /** For each strange column what it is for; undefined: nobody has said so yet. */
  readonly columns: readonly (ColumnUse | 'unused' | undefined)[];
  readonly signs: readonly (SignState | undefined)[];
  readonly decimal: TableProfile['decimal'];
  readonly reason: string;
  /** Undefined where nothing is asked about keys. */
  readonly keys: TypedKeys | undefined;
  readonly mistakes: readonly Mistake[];
}

export const columnField = (index: number) => `bedeutung-${index}`;
export const signField = (index: number) => `zeichen-${index}`;

export function answersOf(help: MappingHelp, fields: Fields): Answers {
  const { missing } = help;
  const columns = help.strange.map((_column, index) => {
    const text = fields[columnField(index)] ?? OPEN;
    if (text === UNUSED) return 'unused';
    return /^\d{1,4}$/.test(text) ? missing[Number(text)] : undefined;
  });
  const signs = help.signs.map((_row, index) => {
    const text = fields[signField(index)];
    return SIGN_STATES.find((state) => state === text);
  });
  const decimal = (['comma', 'point', 'proven'] as const).find((each) => each === fields['dezimal']);
  const reason = (fields['grund'] ?? '').trim().slice(0, 500);
  const keys = typedKeys(help.keys, fields);
  return {
    columns,
    signs,
    decimal: decimal ?? help.decimal,
    reason,
    keys,
    mistakes: mistakesIn(help, { columns, signs, reason, keys }),
  };
}

function mistakesIn(
  help: MappingHelp,
  { columns, signs, reason, keys }: Omit<Answers, 'decimal' | 'mistakes'>,
): Mistake[] {
  const mistakes: Mistake[] = [];
  const users = new Map<ColumnUse, string>();
  for (const [index, use] of columns.entries()) {
    const label = help.strange[index]?.label ?? '';
    if (use === undefined)
      mistakes.push({ field: columnField(index), text: `Die Spalte „${label}“ ist noch nicht zugeordnet.` });
    if (typeof use !== 'object') continue;
    const other = users.get(use);
    if (other !== undefined)
      mistakes.push({
        field: columnField(index),
        text: `Die Spalten „${other}“ und „${label}“ sind beide für „${use.column}“ gewählt. Erwartet wird eine.`,
      });
    users.set(use, label);
  }
  for (const [index, { sign, times, state }] of help.signs.entries())
    if (signs[index] === undefined && (times !== undefined || state !== undefined))
      mistakes.push({
        field: signField(index),
        text:
          sign === ''
            ? 'Was eine leere Zelle bedeutet, ist noch nicht gewählt.'
            : `Was das Zeichen „${sign}“ bedeutet, ist noch nicht gewählt.`,
      });
  mistakes.push(...(keys?.mistakes ?? []));
  if (reason === '') mistakes.push({ field: 'grund', text: 'Bitte geben Sie eine Begründung an.' });
  return mistakes;
}

/** Lines above what is proposed: why. */
export function reasonOf({ reason }: Answers, head: string): readonly string[] {
  return [head, `Begründung: ${reason}`];
}

/** `keys`: what is changed for keys. */
export function changeOf(
  help: MappingHelp,
  answers: Answers,
  { keys, reason }: { readonly keys: KeyChange | undefined; readonly reason: readonly string[] },
): ProfileChange {
  const labels = help.strange.map(({ label }) => label);
  const used = answers.columns.flatMap((use, index) =>
    typeof use === 'object' ? [[use.column, labels[index] ?? ''] as const] : [],
  );
  const signs = help.signs.flatMap(({ sign, state }, index) => {
    const now = answers.signs[index];
    return now === undefined || now === state ? [] : [[sign, now] as const];
  });
  return {
    renamed: new Map(used),
    ignored: labels.filter((_label, index) => answers.columns[index] === 'unused'),
    signs: new Map(signs),
    decimal: answers.decimal,
    ...(keys ? { named: keys.named, crosswalk: keys.crosswalk?.id } : {}),
    reason,
  };
}
