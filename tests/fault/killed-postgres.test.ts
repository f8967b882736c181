import { describe } from 'vitest';
import { POSTGRES_MISSING } from '../support/postgres.ts';
import { killLoop } from './kill-loop.ts';

describe.skipIf(POSTGRES_MISSING)(
  'P2 after a kill at any point the run ends right, with the ledger on PostgreSQL',
  () => killLoop('PostgreSQL'),
);
