/** One entry of the catalogue: severity and the texts in both languages. `{found}` and `{expected}` are filled in. */
export interface CatalogueEntry {
  readonly severity: 'info' | 'warning' | 'error' | 'block';
  readonly de: { readonly text: string; readonly hint: string };
  readonly en: { readonly text: string; readonly hint: string };
}

/** Keeps the literal codes as a type while checking each entry. */
export function entries<const Codes extends string>(
  catalogue: Record<Codes, CatalogueEntry>,
): Record<Codes, CatalogueEntry> {
  return catalogue;
}
