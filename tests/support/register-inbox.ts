/**
 * The register site with its deliveries in a watched folder: a sound table of its own before the register, so that
 * what a bad register, directory or address file does to it can be seen.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { InboxSite } from './bad-delivery.ts';
import { inboxIn, inboxOf } from './inbox-site.ts';
import {
  HOMES,
  inhabitants,
  REGISTER_JOB,
  registerCsv,
  writeRegisterSite,
  type RegisterPerson,
} from './register-site.ts';

export const REGISTER_FILE = 'einwohner_2024.csv';
export const SOUND_FILE = 'hilfe_2024.csv';

export interface RegisterInboxSite extends InboxSite {
  /** The borders of the quarters as they are right. */
  readonly quarters: string;
  /** The profile of the register as it is approved. */
  readonly persons: string;
  readonly deliverPersons: (persons: readonly RegisterPerson[]) => void;
  /** Rows of the street directory, without its header. */
  readonly writeDirectory: (rows: readonly string[]) => void;
  /** Lets the level have house coordinates, with these rows: street key, number, east, north. */
  readonly writeCoordinates: (rows: readonly (readonly [string, string, string, string])[]) => void;
}

/** `AGS;STRSCHL;STRNAME;SEITE;VON;BIS;QUARTIER`, one row for each quarter. */
export const SOUND_DIRECTORY = Object.entries(HOMES).map(
  ([quarter, [gemeinde, street]]) => `${gemeinde};${street};Weg ${street};B;1;9999;${quarter}`,
);

export function writeRegisterInboxSite(target: {
  readonly url: string;
  readonly issuer: string;
}): RegisterInboxSite {
  const { folder, traces, remove } = writeRegisterSite(target);
  const inbox = inboxIn(folder);
  const level = traces().get('mappings/levels/reg-quartier.yaml') ?? '';
  inbox.write('mappings/profiles/reg-hilfe.yaml', PROFILE);
  inbox.write(
    'mappings/indicators/hilfe.yaml',
    indicatorOf(traces().get('mappings/indicators/reg.yaml') ?? ''),
  );
  inbox.write(`jobs/${REGISTER_JOB}.yaml`, JOB);
  inbox.deliver(
    SOUND_FILE,
    'QUARTIER;STICHTAG;HILFE\nQ1;31.12.2024;11\nQ2;31.12.2024;12\nQ3;31.12.2024;13\nQ4;31.12.2024;14\n',
  );
  const deliverPersons = (persons: readonly RegisterPerson[]) =>
    inbox.deliver(REGISTER_FILE, registerCsv(persons));
  deliverPersons(inhabitants(60));
  return {
    ...inbox,
    job: REGISTER_JOB,
    expected: [
      { ...AT, indicator: 'Registerbevölkerung', area: 'Q4', value: 63 },
      { ...AT, indicator: 'Hilfe im Register', area: 'Q4', value: 14 },
    ],
    remove,
    quarters: readFileSync(path.join(folder, 'deliveries/quartiere.geojson'), 'utf8'),
    persons: traces().get('mappings/profiles/reg-einwohner.yaml') ?? '',
    deliverPersons,
    writeDirectory: (rows) =>
      inbox.write(
        'deliveries/strassen.csv',
        ['AGS;STRSCHL;STRNAME;SEITE;VON;BIS;QUARTIER', ...rows, ''].join('\n'),
      ),
    writeCoordinates(rows) {
      inbox.write('mappings/levels/reg-quartier.yaml', `${level.trimEnd()}\n${COORDINATES}`);
      const lines = rows.map(([street, number, east, north]) =>
        ['05', '9', '98', '001', street, `Weg ${street}`, number, '', east, north, 'A'].join(';'),
      );
      inbox.write('deliveries/hauskoordinaten.csv', [HOUSE_HEADER, ...lines, ''].join('\n'));
    },
  };
}

const AT = { level: 'Registerquartiere', date: '2024-12-31' };

const HOUSE_HEADER = 'landschl;regbezschl;kreisschl;gmdschl;strschl;str;hnr;adz;ostwert;nordwert;qua';

const COORDINATES = `  coordinates:
    kind: hauskoordinaten
    agsStart: '05998'
    connector: duva
    config: { files: hauskoordinaten.csv }
    layout: { form: delimited, delimiter: ';' }
`;

const PROFILE = `id: reg-hilfe
title: Hilfe nach Quartieren
dataset: reg-hilfe
connector: duva
layout: { form: delimited, delimiter: ';' }
decimal: comma
signs: { base: none }
area: { column: QUARTIER, level: reg-quartier }
date: { from: column, column: STICHTAG, format: DD.MM.YYYY }
values: { columns: [{ label: HILFE, measure: hilfe }] }
measures: { hilfe: { integer: true, min: 0 } }
`;

/** The same defaults as those of the register's own indicators. */
function indicatorOf(register: string): string {
  return `${register.slice(0, register.indexOf('indicators:')).replace('id: reg', 'id: hilfe')}indicators:
  - id: reg-hilfe
    name: Hilfe im Register
    formula: { count: { dataset: reg-hilfe, measure: hilfe } }
`;
}

const JOB = `id: ${REGISTER_JOB}
title: Register
levels: [reg-quartier, reg-gemeinde]
intake:
  - profile: reg-hilfe
    config: ${inboxOf('hilfe_*.csv')}
  - profile: reg-einwohner
    config: ${inboxOf('einwohner_*.csv')}
indicators: { groups: [reg, hilfe] }
`;
