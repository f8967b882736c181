/**
 * By what a table on single persons or addresses is recognised: labels of its columns, and values that only such
 * tables have. Says where and why, never what stands there: without a header the labels are values as well.
 */

/** Words of labels, without blanks and signs, and how they are named in a finding. */
const LABELS: readonly (readonly [RegExp, string])[] = [
  [/^(?:(?:familien|geburts|nach|ruf|vor)?namen?|namevorname|nachnamevorname)$/, 'Name'],
  [/^(?:geb(?:urts)?(?:dat(?:um)?|tag)|geboren(?:am)?)$/, 'Geburtsdatum'],
  [/^(?:pseudo(?:nym)?|ordnungsmerkmal|person(?:en)?(?:id|nr|nummer)|ausweisnr|steuerid)$/, 'Kennzeichen'],
  [/^(?:hnr|haus(?:nr|nummer)|anschrift|wohnanschrift|adresse|wohnadresse)$/, 'Anschrift'],
  [/^(?:telefon(?:nr|nummer)?|e?mail(?:adresse)?)$/, 'Erreichbarkeit'],
  [/^(?:first|last|sur)name$/, 'Name'],
  [/^(?:dateofbirth|birth(?:date|day))$/, 'Geburtsdatum'],
  [/^(?:house(?:no|number)|street(?:and(?:house)?number|address))$/, 'Anschrift'],
];
/** Areas have names too. */
const ANY_NAME = /^namen?$/;
const DIGITS = /^\d+$/;
const FIGURE = /^(?:-?[\d.,\s]*\d|[-\u2013.*/x])$/u;

/** Of a cell; whatever is longer is none of these, and would take long. */
const LETTERS = 120;
/** Fewer rows prove nothing. */
const FEWEST_ROWS = 3;
const GERMAN_DAY = /^(\d{2})\.(\d{2})\.((?:18|19|20)\d{2})$/;
const COMPACT_DAY = /^((?:18|19|20)\d{2})(\d{2})(\d{2})$/;
/** Reference dates do not lie so far apart, and they begin or end a month. */
const SPAN_OF_BIRTHS = 30;
const STREET_AND_NUMBER =
  /\p{L}{2}.*(?:str\.?|straße|strasse|weg|platz|allee|gasse|ring|ufer|damm|hof)\s*\d{1,4}\s?[a-z]?\b/iu;
const FULL_NAME = /^\p{Lu}[\p{L}'’-]+, \p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*$/u;
/** `Brühl, Stadt` is no person. */
const PLACE_NAME = /stadt|kreis|gemeinde|region|land|bezirk|teil/iu;
/** Cells of the European grid have long names of their own. */
const GRID_CELL = /^(?:CRS3035RES)?\d*k?mN\d+E\d+$/;
const LONG_KEY = /^(?=.*\d)[0-9A-Za-z+/=_-]{16,64}$/;

/** The first sign found, in German, or undefined. `rows` are the first ones of the body. */
export function personSign(
  labels: readonly string[],
  rows: readonly (readonly string[])[],
): string | undefined {
  return signOfLabels(labels) ?? signOfValues(labels.length, rows);
}

/**
 * The same for files that need not come from a register: a column that is only called "Name" is none of persons
 * where the table also has a key and figures, as tables on areas do.
 */
export function likelyPersonSign(
  labels: readonly string[],
  rows: readonly (readonly string[])[],
): string | undefined {
  const own = labels.map((label) => (ANY_NAME.test(wordOf(label)) && isOnAreas(labels, rows) ? '' : label));
  return personSign(own, rows);
}

function isOnAreas(labels: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const columns = labels.flatMap((label, column) => {
    const values = rows.flatMap((row) => row[column]?.trim() || []);
    return ANY_NAME.test(wordOf(label)) || values.length === 0 ? [] : [values];
  });
  const isKey = (values: readonly string[]) => values.every((value) => DIGITS.test(value));
  const key = columns.findIndex(isKey);
  return (
    key !== -1 && columns.some((values, at) => at !== key && values.every((value) => FIGURE.test(value)))
  );
}

function wordOf(label: string): string {
  return label.toLowerCase().replaceAll(/[^a-zäöüß]/g, '');
}

function signOfLabels(labels: readonly string[]): string | undefined {
  for (const [index, label] of labels.entries()) {
    const known = LABELS.find(([form]) => form.test(wordOf(label)));
    if (known) return `Spalte ${index + 1}: ${known[1]}`;
  }
  return undefined;
}

function signOfValues(width: number, rows: readonly (readonly string[])[]): string | undefined {
  for (let column = 0; column < width; column += 1) {
    const values = rows.flatMap((row) => row[column]?.slice(0, LETTERS).trim() || []);
    if (values.length < FEWEST_ROWS) continue;
    if (areBirths(values)) return `Spalte ${column + 1}: Tage wie Geburtsdaten`;
    if (mostly(values, (value) => STREET_AND_NUMBER.test(value)))
      return `Spalte ${column + 1}: Straßen mit Hausnummern`;
    if (mostly(values, (value) => FULL_NAME.test(value) && !PLACE_NAME.test(value)))
      return `Spalte ${column + 1}: Wörter wie Namen`;
    if (
      new Set(values).size === values.length &&
      mostly(values, (value) => LONG_KEY.test(value) && !GRID_CELL.test(value))
    )
      return `Spalte ${column + 1}: ein eigenes Kennzeichen in jeder Zeile`;
  }
  return undefined;
}

/** At least half of the values, and of several kinds. */
function mostly(values: readonly string[], fits: (value: string) => boolean): boolean {
  const fitting = values.filter(fits);
  return fitting.length * 2 >= values.length && new Set(fitting).size >= FEWEST_ROWS;
}

function areBirths(values: readonly string[]): boolean {
  const days = values.flatMap((value) => dayOf(value) ?? []);
  if (days.length * 2 < values.length) return false;
  const years = days.map(({ year }) => year);
  const within = days.filter(({ day }) => day > 1 && day < 28).length;
  const span = years.reduce((a, b) => Math.max(a, b)) - years.reduce((a, b) => Math.min(a, b));
  return span >= SPAN_OF_BIRTHS && within * 2 >= days.length;
}

function dayOf(value: string): { year: number; day: number } | undefined {
  const german = GERMAN_DAY.exec(value);
  const compact = german ? undefined : COMPACT_DAY.exec(value);
  const [year, month, day] = german
    ? [german[3], german[2], german[1]].map(Number)
    : compact
      ? [compact[1], compact[2], compact[3]].map(Number)
      : [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return month <= 12 && day <= 31 ? { year, day } : undefined;
}
