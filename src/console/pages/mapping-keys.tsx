/** Old and new keys on the mapping page: to which area each key that nobody knows belongs now. */
import { germanDate } from '../../core/reference-date.ts';
import { MOST_KEYS, type KeyChange, type KeyHelp, type UnknownKey } from '../../engine/desk/mapping-keys.ts';
import { Check, Select, TextField } from '../parts/forms.tsx';
import { Table } from '../parts/tables.tsx';
import { count, whole } from '../words/format.ts';
import { shownArea } from '../words/mapping.ts';
import { besidesField, keyField, VALID_FIELD, type TypedKeys } from './mapping-key-answers.ts';

const LIST = 'bekannte-schluessel';

interface KeysProps {
  readonly help: KeyHelp;
  /** Undefined before the first answer. */
  readonly typed: TypedKeys | undefined;
  readonly wrong: ReadonlyMap<string, string>;
}

export function Keys({ help, typed, wrong }: KeysProps) {
  const { level, editions, unknown, left } = help;
  const edition = typed?.edition ?? editions.at(-1);
  const stop = obstacleText(help);
  return (
    <fieldset class="kern-fieldset">
      <legend class="kern-label">Alte und neue Schlüssel</legend>
      <div class="kern-fieldset__body">
        <p class="kern-body">
          {`${count(unknown.length + left, 'Schlüssel der Datei gehört', 'Schlüssel der Datei gehören')} zu keiner Raumeinheit der Raumebene „${level.name}“. Ist ein Schlüssel nur falsch geschrieben, berichtigen Sie ihn dort, wo die Datei herkommt. Ist die Raumeinheit neu, braucht das Programm zuerst ihre Grenzen: Wenden Sie sich an die IT. Heißt sie jetzt anders oder ist sie ganz in einer anderen aufgegangen, sagen Sie hier in welcher.`}
        </p>
        {stop === undefined && edition ? (
          <>
            <Select
              id={VALID_FIELD}
              name={VALID_FIELD}
              label="Die neuen Schlüssel gelten"
              hint="Umgerechnet wird nur für Stichtage in dieser Zeit. Bei anderen hält das Programm an."
              value={edition.validFrom}
              options={editions.map(({ validFrom }, index) => [validFrom, validityText(editions, index)])}
            />
            <datalist id={LIST}>
              {edition.areas.map(({ key, name }) => (
                <option value={key}>{name}</option>
              ))}
            </datalist>
            {unknown.map((key, index) => (
              <KeyRow unknown={key} index={index} row={typed?.rows[index]} wrong={wrong} />
            ))}
          </>
        ) : (
          <>
            <p class="kern-body">{stop}</p>
            <ul class="ks-bullets">
              {unknown.map(({ text, times }) => (
                <li class="kern-body">
                  <bdi>{text}</bdi>
                  {timesText(times)}
                </li>
              ))}
            </ul>
          </>
        )}
        {left > 0 ? (
          <p class="kern-body">
            {`${count(left, 'weiterer Schlüssel steht', 'weitere Schlüssel stehen')} hier nicht: Gezeigt werden höchstens ${whole(MOST_KEYS)} und nur die der Raumebene „${level.name}“. Alle nennt der Prüfbericht; wenden Sie sich damit an die IT.`}
          </p>
        ) : null}
      </div>
    </fieldset>
  );
}

interface RowProps {
  readonly unknown: UnknownKey;
  readonly index: number;
  readonly row: TypedKeys['rows'][number] | undefined;
  readonly wrong: ReadonlyMap<string, string>;
}

/** Nothing is filled in beforehand: the nearest key is often another area. */
function KeyRow({ unknown: { text, times, near }, index, row, wrong }: RowProps) {
  const proposed = near.length === 0 ? '' : ` Vorschlag: ${near.map(shownArea).join(', ')}.`;
  return (
    <div class="ks-stack">
      <TextField
        id={keyField(index)}
        name={keyField(index)}
        label={`Schlüssel „${text}“ gehört jetzt zu`}
        hint={`Schlüssel der Raumeinheit; leer, wenn das nicht geklärt ist.${timesText(times)}${proposed}`}
        value={row?.typed}
        complete="off"
        list={LIST}
        error={wrong.get(keyField(index))}
      />
      <Check
        id={besidesField(index)}
        name={besidesField(index)}
        label={`Der neue Schlüssel zu „${text}“ steht auch selbst in der Datei; beide Zeilen werden zusammengezählt.`}
        checked={row?.isBesides ?? false}
      />
    </div>
  );
}

function timesText(times: number | undefined): string {
  return times === undefined ? '' : ` Kommt ${count(times, 'Mal', 'Mal')} vor.`;
}

function obstacleText({ obstacle, editions, level }: KeyHelp): string | undefined {
  if (obstacle?.kind === 'converted')
    return `Diese Quelle wird schon umgerechnet („${obstacle.name}“). Dort muss die IT diese Schlüssel ergänzen:`;
  if (obstacle?.kind === 'rate')
    return `„${obstacle.name}“ ist ein Anteil oder Durchschnitt und lässt sich nicht auf andere Raumeinheiten umrechnen. Lassen Sie Zähler und Nenner liefern, oder die Anteile mit den neuen Schlüsseln. Es geht um:`;
  if (editions.length === 0)
    return `Welche Schlüssel die Raumebene „${level.name}“ hat, weiß das Programm erst nach der ersten übernommenen Lieferung. Nennen Sie der IT diese Schlüssel:`;
  return undefined;
}

function validityText(editions: KeyHelp['editions'], index: number): string {
  const from = editions[index]?.validFrom;
  const next = editions[index + 1]?.validFrom;
  const until = next === undefined ? '' : `, bis zur Ausgabe vom ${germanDate(next)}`;
  return from === undefined ? '' : `ab ${germanDate(from)}${until}`;
}

interface ChangeProps {
  readonly help: KeyHelp;
  readonly typed: TypedKeys;
  readonly change: KeyChange;
  /** Where the crosswalk is to be had as a file. */
  readonly href: string;
}

/** What was said about keys, as it is handed to IT. */
export function KeyResult({ help, typed, change, href }: ChangeProps) {
  const { edition, rows } = typed;
  const areas = new Map<string, string>(edition.areas.map((area) => [area.key, shownArea(area)]));
  const said = help.unknown.flatMap(({ text, kind }, index) => {
    const area = areas.get(rows[index]?.typed ?? '');
    if (area === undefined) return [];
    const validity = kind === 'text' ? 'immer' : `ab ${germanDate(edition.validFrom)}`;
    return [[<bdi>{text}</bdi>, area, validity]];
  });
  const all = help.unknown.length + help.left;
  const { crosswalk } = change;
  return (
    <>
      <h3 class="kern-heading-small">Alte und neue Schlüssel</h3>
      <p class="kern-body">
        {`${whole(said.length)} von ${count(all, 'Schlüssel', 'Schlüsseln')} zugeordnet.`}
        {said.length < all ? ' Die übrigen verhindern die Veröffentlichung weiterhin.' : ''}
      </p>
      {said.length > 0 ? (
        <Table
          caption="Alte und neue Schlüssel"
          columns={[{ title: 'In der Datei' }, { title: 'Gehört jetzt zu' }, { title: 'Gilt' }]}
          rows={said}
        />
      ) : null}
      {crosswalk ? (
        <>
          <p class="kern-body">
            {`Dazu gehört eine Umrechnungstabelle (Datei ${crosswalk.file}). Sie zählt Werte derselben neuen Raumeinheit zusammen. Fehlt eine Zeile oder kommt ein neuer Schlüssel doch auch selbst vor, hält das Programm an.`}
          </p>
          <p class="kern-body">
            <a class="kern-link" href={href} download>
              Umrechnungstabelle als Datei
            </a>
          </p>
          <pre class="ks-code" tabindex={0} role="region" aria-label="Umrechnungstabelle als Text">
            {crosswalk.yaml}
          </pre>
        </>
      ) : null}
    </>
  );
}
