import { describe } from 'vitest';
import { killLoop } from './kill-loop.ts';

describe('P2 after a kill at any point the run ends right, with the ledger on SQLite', () =>
  killLoop('SQLite'));
