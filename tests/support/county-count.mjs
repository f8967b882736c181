/**
 * A third count of the register, independent of the program: plain Node, the shortest way from the delivered
 * files to figures. `node county-count.mjs <folder> <file>` prints JSON for one `einwohner_*.csv`
 * (area → age group/sex/nationality → persons) or `bewegungen_*.csv` (area → measure → age group → events).
 * Areas are keys of quarters, and for what belongs to none the AGS of the Gemeinde.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [folder, file] = process.argv.slice(2);
const AGES = [2, 5, 14, 17, 19, 20, 24, 49, 59, 64, 74, 79];
const AGE_NAMES = '0-2 3-5 6-14 15-17 18-19 20 21-24 25-49 50-59 60-64 65-74 75-79 80-x'.split(' ');
const EVENTS = { G: 'geburten', S: 'sterbefaelle', Z: 'zuzuege', F: 'fortzuege' };

const lines = rowsOf(file);
const stichtag = lines[0].STICHTAG;
const streets = {};
for (const row of rowsOf('strassenverzeichnis.csv')) {
  const [from, to] = [row.GUELTIGAB, row.GUELTIGBIS || '31.12.9999'].map((d) =>
    d.split('.').reverse().join(''),
  );
  if (from > stichtag || stichtag > to) continue;
  for (const word of [row.STRSCHL, plain(row.STRNAME)]) (streets[`${row.AGS} ${word}`] ??= []).push(row);
}

const protectedHouses = new Set(
  rowsOf('geschuetzte-adressen.csv').flatMap((row) =>
    [row.STRSCHL, plain(row.STRNAME)].map((word) => house(row, word)),
  ),
);

const counts = {};
let secondary = 0;
for (const row of lines) {
  if (row.WOHNST === 'N') secondary += 1;
  else if (row.EREIGNIS) event(row);
  else add(place(row), [ageGroup(row, stichtag), sex(row), nationality(row)].join('/'));
}
const sum = Object.values(counts)
  .flatMap((area) => Object.values(area))
  .reduce((a, b) => a + b, 0);
process.stdout.write(`${JSON.stringify({ file, stichtag, lines: lines.length, secondary, sum, counts })}\n`);

function event(row) {
  const age = ageGroup(row, row.EREIGDAT);
  if (row.EREIGNIS !== 'U') return add(place(row), `${EVENTS[row.EREIGNIS]}/${age}`);
  const to = place(row);
  const from = place({
    ...row,
    STRSCHL: row.ALT_STRSCHL,
    STRNAME: row.ALT_STRNAME,
    HNR: row.ALT_HNR,
    HNRZUS: row.ALT_HNRZUS,
  });
  if (to === from && to !== row.AGS) return add(to, `umzuege-innerhalb/${age}`);
  add(to, `umzuege-hinein/${age}`);
  add(from, `umzuege-hinaus/${age}`);
}

function add(area, name) {
  counts[area] ??= {};
  counts[area][name] = (counts[area][name] ?? 0) + 1;
}

/** Key of the quarter, or the AGS where there is none. */
function place(row) {
  const word = row.STRSCHL || plain(row.STRNAME);
  if (row.SPERRE === '1' || protectedHouses.has(house(row, word))) return row.AGS;
  const ranges = streets[`${row.AGS} ${word}`] ?? [];
  const keys = new Set(ranges.map((range) => range.QUARTIER));
  if (keys.size === 1) return [...keys][0];
  const number = Number(row.HNR);
  if (!number) return row.AGS;
  const order = rank(number, row.HNRZUS.trim().toLowerCase());
  const hit = ranges.find(
    (range) =>
      range.SEITE === (number % 2 ? 'U' : 'G') &&
      rank(range.VONHNR, range.VONZUS) <= order &&
      order <= rank(range.BISHNR, range.BISZUS),
  );
  return hit ? hit.QUARTIER : row.AGS;
}

function house({ AGS, HNR, HNRZUS }, street) {
  return [AGS, street, Number(HNR), HNRZUS.trim().toLowerCase()].join(' ');
}

function rank(number, suffix) {
  return Number(number) * 1000 + (suffix ? suffix.charCodeAt(0) : 0);
}

function plain(name) {
  const letters = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  const lower = name.trim().toLowerCase().replace(/\s+/g, ' ');
  return lower.replace(/[äöüß]/g, (letter) => letters[letter]);
}

function ageGroup({ GEBDAT }, day) {
  const age = Math.floor((Number(day) - Number(GEBDAT)) / 10_000);
  const group = AGES.findIndex((to) => age <= to);
  return AGE_NAMES[group < 0 ? 12 : group];
}

/** The office's rule: who is neither m nor w counts as m if born on an odd day. */
function sex({ GESCHL, GEBDAT }) {
  if (GESCHL === 'm' || GESCHL === 'w') return GESCHL;
  return Number(GEBDAT) % 2 === 1 ? 'm' : 'w';
}

function nationality({ STAAT1, STAAT2 }) {
  return STAAT1 === '000' || STAAT2 === '000' ? 'deutsch' : 'nichtdeutsch';
}

function rowsOf(name) {
  const text = new TextDecoder('windows-1252').decode(readFileSync(path.join(folder, name)));
  const [header, ...body] = text.split('\r\n').map((line) => line.split(';'));
  return body
    .filter((cells) => cells.length === header.length)
    .map((cells) => Object.fromEntries(header.map((field, index) => [field, cells[index]])));
}
