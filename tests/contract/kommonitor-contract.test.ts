/**
 * The contract suite. One file and therefore one worker: against a real instance no two writes may ever run
 * at the same time. The themes stand in their own files; the letters are those of the contract's section 7.
 */
import { describe } from 'vitest';
import { accessContract } from './access.ts';
import { errorsContract } from './errors.ts';
import { furtherCallsContract } from './further-calls.ts';
import { payloadOrderContract } from './payload-order.ts';
import { valuesContract } from './values.ts';
import { versioningContract } from './versioning.ts';

describe('KomMonitor answers failures', errorsContract);
describe('KomMonitor takes the payloads', payloadOrderContract);
describe('KomMonitor stores values', valuesContract);
describe('KomMonitor versions areas', versioningContract);
describe('KomMonitor guards access', accessContract);
describe('KomMonitor answers further calls', furtherCallsContract);
