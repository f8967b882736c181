/** What a person has said, as it is handed to IT: the profile, and what the keys need besides. */
import type { Child } from 'hono/jsx';
import type { KeyAnswers, KeyChange } from '../../engine/desk/mapping-keys.ts';
import type { MappingHelp } from '../../engine/desk/mapping-desk.ts';
import type { NewVersion } from '../../mapping/new-version.ts';
import { Alert } from '../parts/marks.tsx';
import { count } from '../words/format.ts';
import type { TypedKeys } from './mapping-key-answers.ts';
import { KeyResult } from './mapping-keys.tsx';

export interface Proposal {
  readonly profile: NewVersion;
  /** What was said about keys, and what it changes; undefined where nothing was asked. */
  readonly said: KeyAnswers | undefined;
  readonly keys: KeyChange | undefined;
  /** Of both. */
  readonly problems: readonly string[];
}

interface ResultProps {
  readonly help: MappingHelp;
  readonly typed: TypedKeys | undefined;
  readonly proposal: Proposal;
  /** What the file would be with it. */
  readonly children: Child;
}

export function Result({ help, typed, proposal: { profile, keys, problems }, children }: ResultProps) {
  const query = new URLSearchParams({ lauf: help.run ?? '', profil: help.profile.id });
  const file = `/quellen/${help.job.id}/zuordnung.yaml?${query.toString()}`;
  const said = typed?.rows.filter((row) => row.typed !== '').length ?? 0;
  const open = help.keys ? help.keys.unknown.length + help.keys.left - said : 0;
  return (
    <section aria-labelledby="ergebnis">
      <h2 class="kern-heading-medium" id="ergebnis" tabindex={-1}>
        Ihr Vorschlag
      </h2>
      {problems.length > 0 ? (
        <Alert tone="warning" title="So ließe sich der Vorschlag noch nicht übernehmen.">
          <ul class="ks-bullets">
            {problems.map((problem) => (
              <li class="kern-body">{problem}</li>
            ))}
          </ul>
        </Alert>
      ) : (
        <Alert
          tone={open > 0 ? 'warning' : 'success'}
          title={
            open > 0
              ? `${count(open, 'Schlüssel ist', 'Schlüssel sind')} noch nicht geklärt.`
              : 'Der Vorschlag ist vollständig.'
          }
        >
          <p class="kern-body">
            {`Geben Sie ihn an die IT (Datei ${help.profile.file}). Eine zweite Person prüft ihn, besonders Schlüssel und Zeichen. Danach laden Sie die Lieferung noch einmal hoch.`}
          </p>
        </Alert>
      )}
      {children}
      <p class="kern-body">
        <a class="kern-link" href={file} download>
          Vorschlag als Datei
        </a>
      </p>
      <pre class="ks-code" tabindex={0} role="region" aria-label="Vorschlag als Text">
        {profile.yaml}
      </pre>
      {help.keys && typed && keys ? (
        <KeyResult help={help.keys} typed={typed} change={keys} href={`${file}&teil=schluessel`} />
      ) : null}
    </section>
  );
}
