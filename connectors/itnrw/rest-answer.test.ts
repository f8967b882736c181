/** Answers that GENESIS services really gave, told apart by what is in them. */
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAnswer } from './rest-answer.ts';
import { statusError } from './rest-status.ts';

const BODIES = path.resolve(import.meta.dirname, '../../../shared/samples/genesis_api_bodies');
const present = existsSync(BODIES);
if (!present) process.stdout.write('samples are not here: real answers of GENESIS are skipped\n');

/** Always with 200, which says nothing. */
function answerFrom(file: string) {
  const body = createReadStream(path.join(BODIES, file));
  return readAnswer({ status: 200, headers: {}, body, discard: () => void body.destroy() });
}

/** File, status code, and the code of the error that a request of the table itself would end with. */
const EXPECTED: readonly (readonly [string, number, string | null])[] = [
  ['catalogue_results_status0_ready.json', 0, null],
  ['catalogue_results_status104_not_ready.json', 104, 'source.genesis-empty'],
  ['logincheck_bad_credentials.json', 15, 'source.genesis-login'],
  ['metadata_table_12411-01-01-4.json', 0, null],
  ['tablefile_status-1_kein_datenquader.json', -1, 'source.genesis-failed'],
  ['tablefile_status90_not_available.json', 90, 'source.genesis-table-unknown'],
  ['tablefile_status98_too_big.json', 98, null],
  ['tablefile_status99_job_created.json', 99, null],
];

describe.skipIf(!present)('a real answer of GENESIS', () => {
  it('is one of those that are expected here', () => {
    expect(readdirSync(BODIES).sort()).toEqual(EXPECTED.map(([file]) => file));
  });

  it.each(EXPECTED)('says in %s: status %i', async (file, code, error) => {
    const answer = await answerFrom(file);

    expect(answer.kind).toBe('status');
    if (answer.kind !== 'status') return;
    expect(answer.status.code).toBe(code);
    if (error === null) return;
    const told = statusError(answer.status, '12411-01-01-4');
    expect(told.code).toBe(error);
    expect(told.message).not.toMatch(/\n|REDACTED/);
  });

  it('names the job by which its table is fetched later', async () => {
    const started = await answerFrom('tablefile_status99_job_created.json');
    const ready = await answerFrom('catalogue_results_status0_ready.json');

    expect(started).toMatchObject({ status: { text: expect.stringContaining('12531-0043_175879554') } });
    expect(ready).toMatchObject({ json: { List: [{ Code: '12531-0043_175879554' }] } });
  });
});
