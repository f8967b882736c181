/**
 * A code list brought up to date: what its source says now, compared with what the list says. Earlier editions stay;
 * a set of codes that has changed begins a new one, from a day that somebody has looked up.
 */
import { finding, stopsRun, type Finding, type Place } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import { addDays, germanDate, type ReferenceDate } from '../core/reference-date.ts';
import type { Code, CodeList, CodeListEdition, CodeListSource } from './code-list.ts';
import type { DeliveredCodes } from './read-codes.ts';
import type { RefreshRule } from './refresh.ts';

/** What is written. */
export type NewCodeList = Pick<CodeList, 'id' | 'title' | 'editions'> & { readonly source: CodeListSource };

export interface Refreshed {
  /** Undefined where findings forbid it. */
  readonly list: NewCodeList | undefined;
  /** The list says something else than the present one, if only that it is of a newer day. */
  readonly changed: boolean;
  readonly findings: readonly Finding[];
}

/** More codes than this part of the list do not vanish at once: half a file does that. */
const VANISHING = 0.02;
const SHOWN = 10;

export function refreshCodes(
  present: CodeList | undefined,
  delivered: DeliveredCodes,
  rule: RefreshRule,
  place: Place,
): Refreshed {
  const findings: Finding[] = [];
  const tell = (code: FindingCode, found: string, expected?: string) =>
    void findings.push(finding(code, place, { found, ...(expected === undefined ? {} : { expected }) }));

  const known = present?.source?.asOf;
  if (known !== undefined && delivered.asOf < known) {
    tell('mapping.codes-older', germanDate(delivered.asOf), germanDate(known));
    return { list: undefined, changed: false, findings };
  }
  const open = present?.editions.findLast(({ validTo }) => validTo === null);
  const change = compare(open?.codes ?? new Map<string, Code>(), delivered.codes, rule);
  const { added, gone, renamed } = change;
  if (added.length > 0 && open) tell('mapping.codes-added', listed(added));
  if (renamed.length > 0) tell('mapping.codes-renamed', listed(renamed));
  if (gone.length > 0 && rule.absent === 'keep') tell('mapping.codes-kept', String(gone.length));

  const size = open?.codes.size ?? 0;
  const editions = editionsWith({ present, open, delivered, rule, change });
  if (rule.absent === 'end' && gone.length > size * VANISHING)
    tell('mapping.codes-vanished', `${gone.length} von ${size}`, '2 %');
  else if (!editions)
    tell('mapping.codes-undated', listed([...added, ...gone]), dayWanted(delivered, open, known));
  else if (rule.absent === 'end' && gone.length > 0 && rule.changedOn !== undefined)
    tell('mapping.codes-ended', listed(gone), germanDate(addDays(rule.changedOn, -1)));

  const source = { ...rule.source, asOf: delivered.asOf };
  const changed = added.length + renamed.length > 0 || change.newEdition || !sameSource(present, source);
  const list =
    stopsRun(findings) || !editions ? undefined : { id: rule.codes, title: rule.title, source, editions };
  return { list, changed, findings };
}

interface Change {
  readonly codes: ReadonlyMap<string, Code>;
  readonly added: readonly string[];
  readonly gone: readonly string[];
  readonly renamed: readonly string[];
  /** Codes have come or gone, and the list keeps account of the days. */
  readonly newEdition: boolean;
}

/** Codes of the source and those the job adds; where a code is kept under another name, it stays so. */
function compare(
  present: ReadonlyMap<string, Code>,
  delivered: ReadonlyMap<string, string>,
  { also = {}, absent }: RefreshRule,
): Change {
  const labels = new Map([...Object.entries(also), ...delivered]);
  const gone = [...present.keys()].filter((code) => !labels.has(code));
  const added = [...labels].filter(([code]) => !present.has(code)).map(([code, label]) => `${code} ${label}`);
  const renamed = [...present].flatMap(([code, { label }]) => {
    const now = labels.get(code);
    return now === undefined || now === label ? [] : [`${code} ${label} → ${now}`];
  });
  const kept = absent === 'keep' ? gone.map((code) => [code, present.get(code)?.label ?? code] as const) : [];
  const codes = new Map(
    [...labels, ...kept]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, label]) => [code, { label, to: present.get(code)?.to ?? code }]),
  );
  const ended = gone.map((code) => `${code} ${present.get(code)?.label ?? ''}`);
  return {
    codes,
    added,
    gone: ended,
    renamed,
    newEdition: absent === 'end' && added.length + gone.length > 0,
  };
}

interface EditionTask {
  readonly present: CodeList | undefined;
  readonly open: CodeListEdition | undefined;
  readonly delivered: DeliveredCodes;
  readonly rule: RefreshRule;
  readonly change: Change;
}

/** Undefined where a new edition would have to begin and nobody has said when. */
function editionsWith({
  present,
  open,
  delivered,
  rule,
  change,
}: EditionTask): CodeListEdition[] | undefined {
  const { codes } = change;
  const earlier = present?.editions.filter((edition) => edition !== open) ?? [];
  if (!change.newEdition) return [...earlier, { validFrom: open?.validFrom ?? null, validTo: null, codes }];
  const { changedOn } = rule;
  const after = present?.source?.asOf ?? open?.validFrom;
  if (changedOn === undefined || changedOn > delivered.asOf || (after && changedOn <= after))
    return undefined;
  const next = { validFrom: changedOn, validTo: null, codes };
  if (!open) return [...earlier, next];
  // A list without days cannot be continued by one.
  if (open.validFrom === null) return undefined;
  return [...earlier, { ...open, validTo: addDays(changedOn, -1) }, next];
}

function dayWanted(
  { asOf }: DeliveredCodes,
  open: CodeListEdition | undefined,
  known: ReferenceDate | undefined,
): string {
  if (!open) return 'der erste Tag der Liste';
  const after = known ?? open.validFrom;
  return after
    ? `nach dem ${germanDate(after)}, bis zum ${germanDate(asOf)}`
    : 'die Liste braucht „editions“';
}

function sameSource(present: CodeList | undefined, source: CodeListSource): boolean {
  const known = present?.source;
  return (
    known?.name === source.name &&
    known.licence === source.licence &&
    known.coverage === source.coverage &&
    known.asOf === source.asOf
  );
}

function listed(names: readonly string[]): string {
  const more = names.length > SHOWN ? ` und ${names.length - SHOWN} weitere` : '';
  return names.slice(0, SHOWN).join(', ') + more;
}
