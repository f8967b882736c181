/** Names for the key columns of a GENESIS table, which have no header of their own, told from what stands in them. */
const DAY = /^\d{1,2}\.\d{1,2}\.\d{4}$/;
const YEAR = /^(?:19|20)\d{2}$/;
const REGION = /^(?:DG|\d{2}|\d{3}|\d{5}|\d{8}|\d{9}|\d{12})$/;
const CODE = /^[A-Z0-9]+(?:[-_.][A-Z0-9]+)*$/;

/** `rows`: texts of body rows. One name per column, each once; blanks in a column prove nothing. */
export function keyNames(rows: readonly (readonly string[])[], count: number): string[] {
  const names: string[] = [];
  let others = 0;
  for (let column = 0; column < count; column += 1) {
    const values = rows.map((row) => row[column] ?? '').filter((text) => text !== '');
    const all = (form: RegExp) => values.length > 0 && values.every((text) => form.test(text));
    const before = names[column - 1];
    if (all(DAY) && !names.includes('stichtag')) names.push('stichtag');
    else if (all(YEAR) && !names.includes('jahr') && !names.includes('ags')) names.push('jahr');
    else if (all(REGION) && !names.includes('ags') && !names.includes('gebiet')) names.push('ags');
    else if (before === 'ags') names.push('name');
    else if (!names.includes('ags') && !names.includes('gebiet')) names.push('gebiet');
    else if (before?.startsWith('merkmal') && !before.endsWith('-text') && isCode(rows, column - 1))
      names.push(`${before}-text`);
    else names.push(`merkmal-${(others += 1)}`);
  }
  return names;
}

function isCode(rows: readonly (readonly string[])[], column: number): boolean {
  return rows.every((row) => (row[column] ?? '') === '' || CODE.test(row[column] ?? ''));
}
