/** Areas with residents and neighbours, from a file that somebody has written or from what the ledger knows. */
import path from 'node:path';
import { access } from 'node:fs/promises';
import { levelId, type AreaKey, type LevelId } from '../../core/area.ts';
import { hasValue } from '../../core/cell.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { FitArea } from '../../disclosure/fitness.ts';
import { readDelimited, type DelimitedRow } from '../../formats/delimited.ts';
import { openText } from '../../formats/encoding.ts';
import { parseNumber } from '../../formats/number-text.ts';
import type { Policy } from '../../mapping/policy.ts';
import { SyncError } from '../../errors.ts';
import { findingText, placeText, type Finding } from '../../core/finding.ts';
import { areasOn } from '../../spatial/level-version.ts';
import { neighboursOf } from '../../spatial/neighbours.ts';
import { DatasetBook } from '../dataset-book.ts';
import type { EnginePorts } from '../ports.ts';
import { storedGeography } from './stored-figures.ts';

/** `order`: nobody says who lies beside whom; the next one in order stands in. */
export interface FitAreas {
  readonly areas: readonly FitArea[];
  readonly neighbours: 'geometry' | 'file' | 'order';
  readonly source: string;
}

const COLUMNS = 'area;residents[;neighbours]';

/** Semicolons, first row `area;residents[;neighbours]`, neighbours parted by blanks or commas. */
export async function areasOfFile(file: string): Promise<FitAreas> {
  const name = path.basename(file);
  const findings: Finding[] = [];
  const report = (one: Finding) => void findings.push(one);
  await access(file).catch((cause: unknown) => {
    throw badFile(`Die Datei „${name}“ ist nicht da oder nicht lesbar.`, cause);
  });
  const opened = await openText({ file: name, path: file }, {}, report);
  const rows: DelimitedRow[] = [];
  if (opened)
    for await (const batch of readDelimited(opened.chunks, { file: name, delimiter: ';' }, report))
      rows.push(...batch);
  const [first] = findings;
  if (first) throw badFile(`${placeText(first.place)}: ${findingText(first).text}`);
  const [head, ...body] = rows;
  const labels = (head?.cells ?? []).map((label) => label.trim().toLowerCase());
  const hasNeighbours = labels[2] === 'neighbours';
  if (labels[0] !== 'area' || labels[1] !== 'residents' || (labels.length > 2 && !hasNeighbours))
    throw badFile(`Die erste Zeile von „${name}“ lautet nicht „${COLUMNS}“.`);
  const areas = body.map(({ row, cells }): FitArea => {
    const residents = parseNumber(cells[1] ?? '', { decimal: 'comma', thousands: 'none' });
    const id = (cells[0] ?? '').trim();
    if (typeof residents !== 'number' || residents < 0 || id === '')
      throw badFile(`${name}, Zeile ${row}: Es fehlt der Schlüssel oder die Zahl der Einwohner.`);
    return { id, residents, neighbours: (cells[2] ?? '').split(/[\s,]+/u).filter((one) => one !== '') };
  });
  const ids = new Set(areas.map(({ id }) => id));
  if (ids.size < areas.length) throw badFile(`In „${name}“ steht ein Gebiet zweimal.`);
  if (areas.length === 0) throw badFile(`In „${name}“ steht kein Gebiet.`);
  const stranger = areas.flatMap(({ neighbours }) => neighbours).find((id) => !ids.has(id));
  if (stranger !== undefined) throw badFile(`In „${name}“ ist „${stranger}“ ein Nachbar, aber kein Gebiet.`);
  const shown = hasNeighbours ? areas : inOrder(areas, () => '');
  return { areas: shown, neighbours: hasNeighbours ? 'file' : 'order', source: name };
}

type Ports = Pick<EnginePorts, 'ledger' | 'catalogue' | 'now'>;

/** Residents from the newest register, on the level or added up from a finer one; neighbours inside a common parent. */
export async function areasOfLevel(id: string, { population }: Policy, ports: Ports): Promise<FitAreas> {
  const { ledger, catalogue } = ports;
  const level = levelId(id);
  const stored: LevelId[] = [];
  for (const known of catalogue.levels.values())
    if (await ledger.newestLevel(known.id)) stored.push(known.id);
  if (!stored.includes(level)) throw noLevel(id, stored);
  const geography = await storedGeography(stored, ports);
  const cube = (await new DatasetBook(ledger).known(population.dataset))?.cube;
  const dates = [...new Set((cube?.levels ?? []).flatMap((one) => [...(cube?.datesOn(one) ?? [])]))].sort();
  const date = dates.at(-1);
  if (!cube || !date) throw noResidents(population.dataset);

  const residentsIn = (at: LevelId, area: AreaKey): number | undefined => {
    const slice = { level: at, area, date, measure: population.measure };
    if (cube.covers(slice)) {
      const cell = cube.sum(slice);
      return hasValue(cell) ? cell.value : undefined;
    }
    for (const finer of stored.filter((one) => geography.parentLevel(one) === at)) {
      const parts = geography.childrenOf(finer, area, date).map((part) => residentsIn(finer, part));
      if (parts.length > 0 && parts.every((part) => part !== undefined))
        return parts.reduce((sum, part) => sum + part, 0);
    }
    return undefined;
  };
  const version = await ledger.newestLevel(level);
  const edition = version ? areasOn(version, date) : [];
  const sideBySide = neighboursOf(edition);
  const parentOf = new Map<string, string>(edition.map(({ key, parent }) => [key, parent ?? '']));
  const areas = edition.map(({ key }): FitArea => {
    const neighbours = (sideBySide.get(key) ?? []).filter(
      (other) => parentOf.get(other) === parentOf.get(key),
    );
    return { id: key, residents: residentsIn(level, key) ?? Number.NaN, neighbours };
  });
  if (areas.length === 0 || areas.some(({ residents }) => Number.isNaN(residents)))
    throw noResidents(population.dataset);
  const isDrawn = areas.some(({ neighbours }) => neighbours.length > 0);
  const source = sourceText(population, date);
  if (isDrawn) return { areas, neighbours: 'geometry', source };
  return { areas: inOrder(areas, (area) => parentOf.get(area) ?? ''), neighbours: 'order', source };
}

function sourceText({ dataset, measure }: Policy['population'], date: ReferenceDate): string {
  return `${dataset}.${measure} ${date}`;
}

/** Everybody's neighbour is the next one of the same group. */
function inOrder(areas: readonly FitArea[], groupOf: (area: string) => string): FitArea[] {
  const before = new Map<string, string>();
  return areas.map((area) => {
    const group = groupOf(area.id);
    const last = before.get(group);
    before.set(group, area.id);
    return { ...area, neighbours: last === undefined ? [] : [last] };
  });
}

function badFile(message: string, cause?: unknown): SyncError {
  return new SyncError({
    code: 'disclosure.residents-file',
    kind: 'source',
    message,
    hint: `Erwartet wird eine Textdatei mit Semikolon und der ersten Zeile „${COLUMNS}“; Nachbarn mit Leerzeichen getrennt.`,
    cause,
  });
}

function noLevel(id: string, stored: readonly string[]): SyncError {
  return new SyncError({
    code: 'disclosure.nothing-stored',
    kind: 'usage',
    message: `Von einer Raumebene „${id}“ ist nichts gespeichert.`,
    hint:
      stored.length === 0
        ? 'Erst ein Plan oder ein Abgleich speichert Grenzen. Ohne ihn nennen Sie mit --residents eine Datei.'
        : `Gespeichert sind: ${stored.join(', ')}.`,
  });
}

function noResidents(dataset: string): SyncError {
  return new SyncError({
    code: 'disclosure.no-residents',
    kind: 'usage',
    message: `Zu dieser Raumebene kennt der Datenbestand „${dataset}“ nicht von jedem Gebiet die Einwohner.`,
    hint: 'Nennen Sie mit --residents eine Datei, oder nehmen Sie den Datenbestand mit einem Auftrag auf.',
  });
}
