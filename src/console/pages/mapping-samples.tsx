/** Examples of what stands in a column of a file that this person has opened again for looking. */
import type { Child } from 'hono/jsx';
import { samplesIn } from '../../engine/desk/mapping-preview.ts';
import type { MappingHelp } from '../../engine/desk/mapping-desk.ts';
import { labelKey } from '../../mapping/column-label.ts';
import type { Look } from '../inspect/looks.ts';
import { requireGuest, type Visit } from '../visit.ts';
import { clockText } from '../words/format.ts';

/** What is known of the file itself; undefined where it is not open any more. */
export interface OpenFile {
  readonly look: Look;
  readonly labelled: NonNullable<Look['labelled']>;
  /** By heading, as in the file or as in the profile. */
  readonly samplesOf: (heading: string) => readonly string[];
}

export function openFile(visit: Visit, { run, profile, kind }: MappingHelp): OpenFile | undefined {
  const { session } = requireGuest(visit);
  const look = run === undefined ? undefined : visit.house.looks.of(session.id, run);
  const labelled = look?.labelled;
  if (!look || kind !== 'figures' || labelled?.profile !== profile.id) return undefined;
  const samples = samplesIn(labelled.tables);
  return { look, labelled, samplesOf: (heading) => samples.get(labelKey(heading)) ?? [] };
}

/** `z. B. 12, 7, –` */
export function Samples({ texts }: { texts: readonly string[] }): Child {
  if (texts.length === 0) return '–';
  return (
    <>
      {'z. B. '}
      {texts.map((text, index) => (
        <>
          {index === 0 ? '' : ', '}
          {text === '' ? 'leer' : <bdi>{text}</bdi>}
        </>
      ))}
    </>
  );
}

/** Whether the file is open, and how to open it. */
export function FileNote({ help, open }: { help: MappingHelp; open: OpenFile | undefined }) {
  if (help.run === undefined) return null;
  if (open)
    return (
      <p class="kern-body">
        {`Sie haben die Datei zum Nachsehen geöffnet. Bis ${clockText(new Date(open.look.until))} stehen hier Beispiele aus ihren ersten Zeilen.`}
      </p>
    );
  return (
    <p class="kern-body">
      Die Datei ist nicht mehr da; was sie enthielt, sagen die Befunde des Laufs.{' '}
      <a class="kern-link" href={`/laeufe/${help.run}/pruefung#nachsehen`}>
        Öffnen Sie die Datei zum Nachsehen im Prüfbericht
      </a>
      , dann stehen hier Beispiele und eine Leseprobe.
    </p>
  );
}
