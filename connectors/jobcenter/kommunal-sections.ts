/** What "Arbeitsmarkt kommunal" holds (product 992, edition of January 2025): sections and their rows. */

/** Labels of the rows by title of the section, without footnotes and without what the title says about time. */
export type Sections = Record<string, string[]>;

const PERSONS = ['Insgesamt', 'Männer', 'Frauen', 'Ausländer'];

export const KOMMUNAL_SECTIONS: Sections = {
  'Sozialversicherungspflichtig Beschäftigte am Arbeitsort': [
    ...PERSONS,
    'unter 25 Jahre',
    '55 Jahre und älter',
    'Einpendler',
  ],
  'Sozialversicherungspflichtig Beschäftigte nach Wirtschaftszweigen der WZ 2008 am Arbeitsort': [
    'Land- und Forstwirtschaft, Fischerei ( A )',
    'Produzierendes Gewerbe ( B - F )',
    'Handel, Verkehr und Gastgewerbe ( G - I )',
    'Sonstige Dienstleistungen ( J - U )',
  ],
  'Sozialversicherungspflichtig Beschäftigte am Wohnort': [
    ...PERSONS,
    'unter 25 Jahre',
    '55 Jahre und älter',
    'Auspendler',
  ],
  'Geringfügig Beschäftigte (Minijobber) am Arbeitsort': [
    ...PERSONS,
    'ausschließlich geringfügig Beschäftigte',
    'im Nebenjob geringfügig Beschäftigte',
  ],
  Arbeitslose: [
    ...PERSONS,
    '15 bis unter 25 Jahre',
    '55 Jahre und älter',
    'Langzeitarbeitslose',
    'Arbeitslose im Rechtskreis SGB III',
    'Arbeitslose im Rechtskreis SGB II',
  ],
};
