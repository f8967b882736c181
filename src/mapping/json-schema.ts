/** JSON Schemas of the YAML languages, so that editors complete and check while the operator types. */
import * as z from 'zod';
import { LANGUAGES } from './catalogue.ts';
import { tableFile } from './table-description.ts';

const FILES = {
  'profile.schema.json': LANGUAGES.profiles.schema,
  'codes.schema.json': LANGUAGES.codes.schema,
  'crosswalk.schema.json': LANGUAGES.crosswalks.schema,
  'level.schema.json': LANGUAGES.levels.schema,
  'indicator.schema.json': LANGUAGES.indicators.schema,
  'job.schema.json': LANGUAGES.jobs.schema,
  'policy.schema.json': LANGUAGES.policies.schema,
  'table.schema.json': tableFile,
} as const;

/** File name to content. Rules between members are not expressible there; loading checks them. */
export function jsonSchemas(): Map<string, string> {
  return new Map(
    Object.entries(FILES).map(([name, schema]) => [
      name,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`,
    ]),
  );
}
