/** The fields of a residents register by their names in the record layout agreed with the data centre. */

export const PERSON_FIELDS = [
  'STICHTAG',
  'AGS',
  'PSEUDO',
  'GEBDAT',
  'GEBJAHR',
  'ALTER',
  'GESCHL',
  'FAMST',
  'STAAT1',
  'STAAT2',
  'WOHNST',
  'STRSCHL',
  'STRNAME',
  'HNR',
  'HNRZUS',
  'EINZUG',
  'ZUZUG',
  'HERKUNFT',
  'REL',
  'GEBSTAAT',
  'OPTION',
  'SPERRE',
  'HH_ID',
  'HH_TYP',
  'HH_GR',
] as const;
export type PersonField = (typeof PERSON_FIELDS)[number];

/** A movement is a person, what happened, when, and for moves within the Gemeinde the address before. */
export const MOVEMENT_FIELDS = [
  ...PERSON_FIELDS,
  'EREIGNIS',
  'EREIGDAT',
  'ALT_STRSCHL',
  'ALT_STRNAME',
  'ALT_HNR',
  'ALT_HNRZUS',
] as const;
export type MovementField = (typeof MOVEMENT_FIELDS)[number];

/** Each of these, or at least one of the group. */
export type Requirement<Field extends string> = Field | readonly Field[];

export const REQUIRED_PERSON_FIELDS: readonly Requirement<PersonField>[] = [
  'STICHTAG',
  'AGS',
  'PSEUDO',
  ['GEBDAT', 'GEBJAHR', 'ALTER'],
  'GESCHL',
  'STAAT1',
  'STAAT2',
  'WOHNST',
  ['STRSCHL', 'STRNAME'],
  'HNR',
];

export const REQUIRED_MOVEMENT_FIELDS: readonly Requirement<MovementField>[] = [
  ...REQUIRED_PERSON_FIELDS,
  'EREIGNIS',
  'EREIGDAT',
  ['ALT_STRSCHL', 'ALT_STRNAME'],
  'ALT_HNR',
];

/** What tells more about a person than statistics need and must not be delivered, in whatever spelling. */
export const FORBIDDEN_FIELDS =
  /^(?:(?:familien|geburts|nach|ruf|vor)?namen?|teiladr(?:esse)?|etage|geschoss|wohnungsnr|(?:steuer|wirtschafts)?-?id(?:entnr|nr)?|om|ordnungsmerkmal|telefon|e-?mail|ausweisnr|passnr)$/iu;
