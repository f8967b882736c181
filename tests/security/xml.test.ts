/** XML that reaches beyond itself or grows beyond all measure, in every part of a workbook: none of it is read. */
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { readWorkbook } from '../../src/formats/sheet.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { zipFile } from '../support/zip-file.ts';

const folder = tempFolder();
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const PARTS: Readonly<Record<string, string>> = {
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Blatt" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`,
  'xl/sharedStrings.xml': `<sst xmlns="${MAIN}"><si><t>a</t></si></sst>`,
  'customXml/item1.xml': '<eigenes/>',
};

const ATTACKS = {
  'an external entity': '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
  'an external document type': '<!DOCTYPE x SYSTEM "http://169.254.169.254/latest/meta-data">',
  'entities of entities': `<!DOCTYPE x [<!ENTITY a "ha">${Array.from('bcdefghij', (name, index) => `<!ENTITY ${name} "${`&${'abcdefghij'[index]};`.repeat(10)}">`).join('')}]>`,
  'a parameter entity': '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p;]>',
};

async function codesOf(parts: Readonly<Record<string, string>>): Promise<string[]> {
  const findings: Finding[] = [];
  const bytes = zipFile(Object.entries(parts).map(([name, content]) => ({ name, content })));
  const book = await readWorkbook(folder.write('mappe.xlsx', bytes), (found) => findings.push(found), {});
  return [...findings.map(({ code }) => code), ...(book ? ['read'] : [])];
}

describe('XML in a workbook', () => {
  it('without a document type is read', async () => {
    expect(await codesOf(PARTS)).toEqual(['read']);
  });

  const cases = Object.keys(PARTS).flatMap((part) =>
    Object.entries(ATTACKS).map(([what, xml]) => ({ part, what, xml })),
  );
  it.each(cases)('with $what in $part is refused', async ({ part, xml }) => {
    expect(await codesOf({ ...PARTS, [part]: xml + PARTS[part] })).toEqual(['format.xml-entities']);
  });
});
