/**
 * Everything the YAML files say, from the program's own folder and the site's: read, checked, cross-checked.
 * A later root replaces an earlier one's file with the same id as a whole.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { sha256 } from '../core/hash.ts';
import { crossCheck } from './cross-check.ts';
import { codeListFile, codeListOf, type CodeList } from './code-list.ts';
import { crosswalkFile, crosswalkOf, type CrosswalkFile, type CrosswalkMapping } from './crosswalk.ts';
import { readParts } from './crosswalk-parts.ts';
import { indicatorFile, indicatorsOf, type Indicator } from './indicator.ts';
import { jobFile, jobOf, type Job } from './job.ts';
import { levelFile, levelOf, type Level } from './level.ts';
import { loadYaml } from './load.ts';
import { policyFile, policyOf, type Policy } from './policy.ts';
import { configurationError, problemAt, type Origin, type Problem } from './problem.ts';
import { profileFile, profileOf, type Profile } from './profile.ts';

export interface Catalogue {
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly codes: ReadonlyMap<string, CodeList>;
  readonly levels: ReadonlyMap<string, Level>;
  readonly crosswalks: ReadonlyMap<string, CrosswalkMapping>;
  /** By indicator id, in file order. */
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly jobs: ReadonlyMap<string, Job>;
  readonly policies: ReadonlyMap<string, Policy>;
}

/** Folder below a root, and the language of the files in it. */
export const LANGUAGES = {
  profiles: { folder: 'mappings/profiles', schema: profileFile },
  codes: { folder: 'mappings/codes', schema: codeListFile },
  levels: { folder: 'mappings/levels', schema: levelFile },
  crosswalks: { folder: 'mappings/crosswalks', schema: crosswalkFile },
  indicators: { folder: 'mappings/indicators', schema: indicatorFile },
  jobs: { folder: 'jobs', schema: jobFile },
  policies: { folder: 'config/policies', schema: policyFile },
} as const;

interface Read<T> {
  readonly value: T;
  readonly origin: Origin;
  readonly sha256: string;
  /** Absolute folder of the file. */
  readonly folder: string;
}

/**
 * `roots`: absolute folders, the program's first, then the site's. Throws SyncError `mapping.invalid`
 * (kind configuration) that names every mistake of every file with line and column.
 */
export async function loadCatalogue(roots: readonly string[]): Promise<Catalogue> {
  const problems: Problem[] = [];
  const profileFiles = await readFolder(roots, LANGUAGES.profiles, problems);
  const codeFiles = await readFolder(roots, LANGUAGES.codes, problems);
  const levelFiles = await readFolder(roots, LANGUAGES.levels, problems);
  const crosswalkFiles = await readFolder(roots, LANGUAGES.crosswalks, problems);
  const indicatorFiles = await readFolder(roots, LANGUAGES.indicators, problems);
  const jobFiles = await readFolder(roots, LANGUAGES.jobs, problems);
  const policyFiles = await readFolder(roots, LANGUAGES.policies, problems);

  const profiles = mapValues(profileFiles, (file) => profileOf(file.value, file));
  const codes = mapValues(codeFiles, (file) => codeListOf(file.value, file));
  const levels = mapValues(levelFiles, (file) => levelOf(file.value, file.origin));
  const crosswalks = await readCrosswalks(crosswalkFiles, problems);
  const indicators = collectIndicators(indicatorFiles.values(), problems);
  const group = (id: string) =>
    [...indicators.values()].filter((indicator) => indicator.group === id).map((indicator) => indicator.id);
  const jobs = mapValues(jobFiles, (file) =>
    jobOf(file.value, file.origin, { profile: (id) => profiles.get(id), group }),
  );

  const policies = mapValues(policyFiles, (file) => policyOf(file.value, file));

  const catalogue = { profiles, codes, levels, crosswalks, indicators, jobs, policies };
  // References into a file that did not load would only repeat the first mistake.
  if (problems.length === 0) problems.push(...crossCheck(catalogue));
  if (problems.length > 0) throw configurationError(problems);
  return catalogue;
}

async function readFolder<T extends { readonly id: string }>(
  roots: readonly string[],
  language: { readonly folder: string; readonly schema: z.ZodType<T> },
  problems: Problem[],
): Promise<Map<string, Read<T>>> {
  const result = new Map<string, Read<T>>();
  for (const root of roots) {
    const own = new Map<string, Read<T>>();
    for (const name of await yamlFiles(join(root, language.folder), language.folder, problems)) {
      const file = `${language.folder}/${name}`;
      const text = await readFile(join(root, language.folder, name), 'utf8');
      const loaded = loadYaml(text, file, language.schema);
      if (!loaded.ok) {
        problems.push(...loaded.problems);
        continue;
      }
      const { value, origin } = loaded;
      const twin = own.get(value.id);
      if (twin)
        problems.push(
          problemAt(origin, ['id'], `Die Kennung „${value.id}“ steht schon in ${twin.origin.file}.`),
        );
      else own.set(value.id, { value, origin, sha256: sha256(text), folder: join(root, language.folder) });
    }
    for (const [id, read] of own) result.set(id, read);
  }
  return result;
}

/** Names in order, so that messages and hashes do not depend on the file system. */
async function yamlFiles(folder: string, shown: string, problems: Problem[]): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names)
    if (name.endsWith('.yml'))
      problems.push({
        file: `${shown}/${name}`,
        line: 1,
        column: 1,
        message: 'Bitte in .yaml umbenennen; nur diese Endung wird gelesen.',
      });
  return names.filter((name) => name.endsWith('.yaml')).sort();
}

/** Parts that stand in a file beside the YAML are read here; without them there is no crosswalk. */
async function readCrosswalks(
  files: ReadonlyMap<string, Read<CrosswalkFile>>,
  problems: Problem[],
): Promise<Map<string, CrosswalkMapping>> {
  const result = new Map<string, CrosswalkMapping>();
  for (const [id, { value, origin, sha256: own, folder }] of files) {
    if (value.file === undefined) {
      result.set(id, crosswalkOf(value, { origin, sha256: own }, undefined));
      continue;
    }
    const place = { folder, shown: LANGUAGES.crosswalks.folder, name: value.file };
    const table = await readParts(place, problems);
    if (!table) continue;
    const { file, parts } = table;
    result.set(id, crosswalkOf(value, { origin, sha256: sha256(own + table.sha256) }, { file, parts }));
  }
  return result;
}

function collectIndicators(
  files: Iterable<Read<z.output<typeof indicatorFile>>>,
  problems: Problem[],
): Map<string, Indicator> {
  const result = new Map<string, Indicator>();
  for (const file of files) {
    const { indicators, missing } = indicatorsOf(file.value, file.origin);
    problems.push(...missing.map(({ path, message }) => problemAt(file.origin, path, message)));
    for (const indicator of indicators) {
      const twin = result.get(indicator.id);
      if (!twin) {
        result.set(indicator.id, indicator);
        continue;
      }
      const message = `Die Kennung „${indicator.id}“ steht schon in ${twin.origin.file}.`;
      problems.push(problemAt(file.origin, [...indicator.path, 'id'], message));
    }
  }
  return result;
}

function mapValues<A, B>(source: ReadonlyMap<string, A>, change: (value: A) => B): Map<string, B> {
  return new Map([...source].map(([id, value]) => [id, change(value)]));
}
