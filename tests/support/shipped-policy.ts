/** The policy that comes with the program, as tests of disclosure control need it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../../src/core/hash.ts';
import { loadYaml } from '../../src/mapping/load.ts';
import { policyFile, policyOf } from '../../src/mapping/policy.ts';

const FILE = 'config/policies/kreis-default.yaml';
const text = readFileSync(path.resolve(import.meta.dirname, '../..', FILE), 'utf8');
const loaded = loadYaml(text, FILE, policyFile);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));

export const shippedPolicy = policyOf(loaded.value, { origin: loaded.origin, sha256: sha256(text) });
