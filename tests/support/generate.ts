/** `npm run generate`: writes every generated file that is committed. Tests check that they are up to date. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runDocumentSchema } from '../../src/engine/report/run-document.ts';
import { jsonSchemas } from '../../src/mapping/json-schema.ts';
import { generateConnectorList } from './generate-connectors.ts';

/** Path below the repository to content. */
type Generator = () => Iterable<readonly [path: string, content: string]>;

const GENERATORS: readonly Generator[] = [generateSchemas, generateConnectors];

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** Every generated file with the content it has to have. */
export function generated(): (readonly [path: string, content: string])[] {
  return GENERATORS.flatMap((generator) => [...generator()]);
}

async function generate(): Promise<readonly string[]> {
  const files = generated();
  for (const [path, content] of files) {
    const target = join(REPOSITORY, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
  return files.map(([path]) => path);
}

function generateSchemas(): (readonly [string, string])[] {
  return [...jsonSchemas(), ['run-report.schema.json', runDocumentSchema()] as const].map(
    ([name, content]) => [`config/schema/${name}`, content] as const,
  );
}

function generateConnectors(): (readonly [string, string])[] {
  const { path, text } = generateConnectorList();
  return [[path, text]];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const path of await generate()) console.log(path);
