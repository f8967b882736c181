/** A code list as the text of its YAML file, as the program writes it. */
import type { Code, CodeListEdition } from './code-list.ts';
import type { NewCodeList } from './refreshed-codes.ts';

/** `job`: the one that writes the list. */
export function codesYaml({ id, title, source, editions }: NewCodeList, job: string): string {
  const [only] = editions;
  return [
    '# yaml-language-server: $schema=../../config/schema/codes.schema.json',
    `# Geschrieben vom Auftrag „${job}“; nicht von Hand ändern.`,
    `id: ${id}`,
    `title: ${quoted(title)}`,
    'source:',
    `  name: ${quoted(source.name)}`,
    `  licence: ${quoted(source.licence)}`,
    `  asOf: ${source.asOf}`,
    ...(source.coverage === undefined ? [] : [`  coverage: ${quoted(source.coverage)}`]),
    ...(editions.length === 1 && only?.validFrom === null
      ? ['codes:', ...codeLines(only.codes, '  ')]
      : ['editions:', ...editions.flatMap(editionLines)]),
    '',
  ].join('\n');
}

function editionLines({ validFrom, validTo, codes }: CodeListEdition): string[] {
  if (validFrom === null) throw new RangeError('an edition has a first day');
  return [
    `  - validFrom: ${validFrom}`,
    ...(validTo === null ? [] : [`    validTo: ${validTo}`]),
    '    codes:',
    ...codeLines(codes, '      '),
  ];
}

function codeLines(codes: ReadonlyMap<string, Code>, indent: string): string[] {
  return [...codes].map(([code, { label, to }]) => {
    const target = to === code ? '' : `, to: ${quoted(to)}`;
    return `${indent}${quoted(code)}: { label: ${quoted(label)}${target} }`;
  });
}

/** In single quotes only a quote itself means something. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
