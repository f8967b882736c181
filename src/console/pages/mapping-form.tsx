/** The form of the mapping page: a meaning for each strange column and each sign. No dragging, no script. */
import type { MappingHelp } from '../../engine/desk/mapping-desk.ts';
import { SIGN_STATES } from '../../mapping/profile.ts';
import { Button, PostForm, Select, TextArea } from '../parts/forms.tsx';
import { EDITORS, isAllowed } from '../rights.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { count } from '../words/format.ts';
import { DECIMALS, meaningText, SIGN_MEANINGS, signText } from '../words/mapping.ts';
import { Keys } from './mapping-keys.tsx';
import { Samples, type OpenFile } from './mapping-samples.tsx';
import { columnField, OPEN, signField, UNUSED, type Answers } from './mapping-answers.ts';

interface FormProps {
  readonly visit: Visit;
  readonly help: MappingHelp;
  readonly answers: Answers | undefined;
  /** The file itself, where it is open for looking. */
  readonly open: OpenFile | undefined;
}

export function MappingForm({ visit, help, answers, open }: FormProps) {
  const guest = requireGuest(visit);
  if (!isAllowed(EDITORS, guest.session.roles))
    return <p class="kern-body">Zuordnen kann eine Person mit der Berechtigung „Sachbearbeitung“.</p>;
  const wrong = new Map(answers?.mistakes.map(({ field, text }) => [field, text]));
  return (
    <PostForm action={`/quellen/${help.job.id}/zuordnung`} guest={guest} class="ks-stack ks-narrow">
      <input type="hidden" name="lauf" value={help.run ?? ''} />
      <input type="hidden" name="profil" value={help.profile.id} />
      <Columns help={help} answers={answers} open={open} wrong={wrong} />
      <Signs help={help} answers={answers} open={open} wrong={wrong} />
      {help.keys ? <Keys help={help.keys} typed={answers?.keys} wrong={wrong} /> : null}
      <Select
        id="dezimal"
        name="dezimal"
        label="Dezimalzeichen"
        value={answers?.decimal ?? help.decimal}
        options={Object.entries(DECIMALS)}
      />
      <TextArea
        id="grund"
        name="grund"
        label="Begründung"
        hint="Warum ist die Datei jetzt anders, und wer hat das bestätigt? Ohne Namen von Personen."
        value={answers?.reason}
        error={wrong.get('grund')}
      />
      <Button>Vorschlag erstellen</Button>
    </PostForm>
  );
}

type PartProps = Omit<FormProps, 'visit'> & { readonly wrong: ReadonlyMap<string, string> };

function Columns({ help: { strange, missing }, answers, open, wrong }: PartProps) {
  if (strange.length === 0)
    return <p class="kern-body">Die Befunde nennen keine Spalte, die nicht vereinbart ist.</p>;
  const options = [
    [OPEN, 'Bitte wählen'] as const,
    ...missing.map((use, index) => [String(index), `${meaningText(use)} (bisher „${use.column}“)`] as const),
    [UNUSED, 'nicht verwenden'] as const,
  ];
  return (
    <fieldset class="kern-fieldset">
      <legend class="kern-label">Spalten in der Datei, die nicht vereinbart sind</legend>
      <div class="kern-fieldset__body">
        {strange.map(({ label, suggestion }, index) => {
          const proposed = suggestion ? String(missing.indexOf(suggestion)) : OPEN;
          return (
            <Select
              id={columnField(index)}
              name={columnField(index)}
              label={`Spalte „${label}“`}
              {...(suggestion || open
                ? { hint: <ColumnHint suggestion={suggestion} samples={open?.samplesOf(label)} /> }
                : {})}
              value={answers ? chosen(answers.columns[index], missing) : proposed}
              options={options}
              error={wrong.get(columnField(index))}
            />
          );
        })}
      </div>
    </fieldset>
  );
}

function ColumnHint({
  suggestion,
  samples,
}: {
  suggestion: MappingHelp['strange'][number]['suggestion'];
  samples: readonly string[] | undefined;
}) {
  return (
    <>
      {suggestion ? `Vorschlag: ${meaningText(suggestion)}. ` : ''}
      {samples ? <Samples texts={samples} /> : null}
    </>
  );
}

function chosen(use: Answers['columns'][number], missing: MappingHelp['missing']): string {
  if (use === undefined) return OPEN;
  return use === 'unused' ? UNUSED : String(missing.indexOf(use));
}

function Signs({ help: { signs }, answers, wrong }: PartProps) {
  const options = [
    ['', 'nicht erklärt'] as const,
    ...SIGN_STATES.map((state) => [state, SIGN_MEANINGS[state]] as const),
  ];
  return (
    <fieldset class="kern-fieldset">
      <legend class="kern-label">Zeichen statt einer Zahl</legend>
      <div class="kern-fieldset__body">
        {signs.map(({ sign, times, state }, index) => (
          <Select
            id={signField(index)}
            name={signField(index)}
            label={signText(sign)}
            {...(times === undefined
              ? {}
              : { hint: `Kommt ${count(times, 'Mal', 'Mal')} vor und ist nicht erklärt.` })}
            value={(answers ? answers.signs[index] : state) ?? ''}
            options={options}
            error={wrong.get(signField(index))}
          />
        ))}
      </div>
    </fieldset>
  );
}
