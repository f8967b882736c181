/** Invented names of places and streets, with the umlauts, abbreviations and doubles of real ones. */
import { shuffled, type Random } from './random.ts';

const PLACE_STARTS = [
  'Ahlen',
  'Büttel',
  'Dorn',
  'Erlen',
  'Fürsten',
  'Hückel',
  'Kalden',
  'Lüsen',
  'Möllen',
  'Niers',
  'Rur',
  'Schwanen',
  'Wassen',
  'Söller',
  'Groß',
  'Brömmel',
];
const PLACE_ENDS = [
  'broich',
  'lohe',
  'hövel',
  'forst',
  'beek',
  'roder',
  'kamp',
  'bruch',
  'furth',
  'hagen',
  'mühle',
];
const QUARTERS = [
  'Altstadt',
  'Nordstadt',
  'Südstadt',
  'Bahnhofsviertel',
  'Am Mühlenbach',
  'Wasserturm',
  'Gartenstadt',
  'Musikerviertel',
  'Märchensiedlung',
  'Königsfeld',
  'Schloßberg',
  'Lange Hecke',
  'Ziegelei',
  'Heidhof',
  'Burgacker',
  'Weiherhöfe',
  'Klosterbusch',
  'Kreuzfeld',
  'Lindenhof',
  'Hinterm Deich',
  'Großer Anger',
  'Spinnereigelände',
];
const STREETS = [
  'Am Bühl',
  'Auf der Höhe',
  'St.-Anna-Straße',
  'Sankt-Josef-Platz',
  'Alte Landstraße',
  'Große Gasse',
  'Hinter den Höfen',
  'Zur Ölmühle',
  'Königsberger Str.',
  'An der alten Bleiche',
  'Im Fünfhof',
  'Über dem Bruch',
];
const STREET_STARTS = [
  'Linden',
  'Schul',
  'Kirch',
  'Mühlen',
  'Garten',
  'Bahnhofs',
  'Feld',
  'Wiesen',
  'Birken',
  'Eichen',
  'Buchen',
  'Kloster',
  'Schützen',
  'Mittel',
  'Brunnen',
  'Ahorn',
  'Rosen',
  'Amsel',
  'Drossel',
  'Lerchen',
  'Berg',
  'Tal',
  'Heide',
  'Wald',
  'Sonnen',
  'Erlen',
  'Eschen',
  'Hasel',
  'Weiden',
  'Flieder',
  'Ginster',
  'Schlehen',
  'Brücken',
  'Markt',
  'Rathaus',
  'Dürer',
  'Bäcker',
  'Löffel',
];
const STREET_ENDS = [
  'straße',
  'weg',
  'gasse',
  'allee',
  'pfad',
  'ring',
  'kamp',
  'hof',
  'stiege',
  'bogen',
  'Str.',
];

/** Names of `count` municipalities or villages, all different. */
export function placeNames(count: number, rnd: Random): string[] {
  const names = PLACE_STARTS.flatMap((start) => PLACE_ENDS.map((end) => start + end));
  return numbered(shuffled(names, rnd), count);
}

/** Names of the quarters of one municipality: different there, while another one may have the same. */
export function quarterNames(count: number, villages: readonly string[], rnd: Random): string[] {
  const others = shuffled([...QUARTERS, ...villages], rnd);
  return numbered(['Innenstadt', ...others], count);
}

/** Names of the streets of one municipality, all different. */
export function streetNames(count: number, rnd: Random): string[] {
  const made = STREET_STARTS.flatMap((start) =>
    STREET_ENDS.map((end) => (end === 'Str.' ? `${start}-Str.` : start + end)),
  );
  return numbered([...shuffled(STREETS, rnd), ...shuffled(made, rnd)], count);
}

/** Beyond the list the names begin anew with a number behind them. */
function numbered(names: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const round = Math.floor(i / names.length);
    return round === 0 ? names[i]! : `${names[i % names.length]} ${round + 1}`;
  });
}
