/** Configuration and mappings of the trial site: two levels, two profiles, three indicators, one job. */

export const KREIS = '05999';

export interface TrialTarget {
  readonly url: string;
  readonly issuer: string;
}

const METADATA = `metadata:
  contact: Statistikstelle
  datasource: erfundene Daten
  description: Erfundene Angaben für Versuche
  updateInterval: YEARLY
`;

/** File of the site to its text. */
export function siteFiles({ url, issuer }: TrialTarget): Record<string, string> {
  return {
    'kmsync.yaml': `target:
  url: ${url}/management
  issuer: ${issuer}
  clientId: kommonitor-sync
`,
    'jobs/versuch.yaml': `id: versuch
title: Versuch mit 64 Quartieren
levels: [versuch-quartier, versuch-kreis]
intake:
  - profile: versuch-einwohner
    config: { files: 'einwohner_*.csv' }
  - profile: versuch-hilfe
    config: { files: 'hilfe_*.xlsx' }
indicators: { group: versuch }
`,
    'mappings/levels/versuch-quartier.yaml': `id: versuch-quartier
name: Versuchsquartiere
parent: versuch-kreis
parentKey: { fixed: '${KREIS}' }
region: [6.9, 50.9, 7.2, 51.2]
source:
  connector: geodata
  config: { files: quartiere.geojson }
  layout: { form: geojson }
editions:
  - { validFrom: 2020-01-01, file: quartiere.geojson }
key: { property: NR }
nameProperty: NAME
${METADATA}`,
    'mappings/levels/versuch-kreis.yaml': `id: versuch-kreis
name: Versuchskreis
unionOf: versuch-quartier
names: { '${KREIS}': Versuchskreis }
${METADATA}`,
    'mappings/codes/versuch-geschlecht.yaml': `id: versuch-geschlecht
title: Geschlecht
codes:
  m: { label: männlich }
  w: { label: weiblich }
`,
    'mappings/profiles/versuch-einwohner.yaml': `id: versuch-einwohner
title: Einwohner nach Quartieren
dataset: versuch-einwohner
connector: duva
layout: { form: delimited, encoding: windows-1252, delimiter: ';' }
decimal: comma
signs: { base: none }
area: { column: QUARTIER, level: versuch-quartier }
date: { from: column, column: STICHTAG, format: DD.MM.YYYY }
dimensions:
  geschlecht: { column: GESCHL, codes: versuch-geschlecht }
values: { column: PERSONEN, measure: personen }
measures:
  personen: { integer: true, min: 0, max: 100000 }
ignoreColumns: [NAME]
`,
    'mappings/profiles/versuch-hilfe.yaml': `id: versuch-hilfe
title: Hilfebeziehende nach Quartieren
dataset: versuch-hilfe
connector: duva
layout: { form: result-table, sheet: Tabelle1, headerStart: Quartier, headerRows: 2 }
decimal: comma
signs: { base: din }
area:
  column: Quartier
  level: versuch-quartier
  total:
    Insgesamt: { level: versuch-kreis, key: '${KREIS}' }
date: { from: title, match: 'Stichtag: (\\d{2}\\.\\d{2}\\.\\d{4})', format: DD.MM.YYYY }
values:
  columns:
    - { label: Hilfebeziehende / insgesamt, measure: hilfe, total: true }
    - { label: Hilfebeziehende / ELB, measure: hilfe, breakdown: { art: elb } }
    - { label: Hilfebeziehende / NEF, measure: hilfe, breakdown: { art: nef } }
measures:
  hilfe: { integer: true, min: 0, max: 100000 }
`,
    'mappings/indicators/versuch.yaml': `id: versuch
defaults:
  type: STATUS_ABSOLUTE
  unit: Personen
  precision: 0
  levels: [versuch-quartier, versuch-kreis]
  disclosureClass: 0
  topic: [Demografie]
  classification: { scheme: Blues, classes: 5, method: JENKS }
  ${METADATA.trim().replaceAll('\n', '\n  ')}
indicators:
  - id: versuch-einwohner
    name: Einwohner im Versuch
    formula:
      count: { dataset: versuch-einwohner, measure: personen }
  - id: versuch-frauenanteil
    name: Frauenanteil im Versuch
    type: STATUS_RELATIVE
    unit: '%'
    precision: 1
    formula:
      rate:
        numerator: { dataset: versuch-einwohner, measure: personen, where: { geschlecht: w } }
        denominator: { dataset: versuch-einwohner, measure: personen }
        per: 100
  - id: versuch-hilfe
    name: Hilfebeziehende im Versuch
    formula:
      count: { dataset: versuch-hilfe, measure: hilfe }
`,
  };
}
