/** The form of a migration: plain SQL that SQLite and PostgreSQL both understand, applied as a whole or not at all. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly number: number;
  readonly name: string;
  /** Never changed once released: the ledger remembers a checksum over them. */
  readonly statements: readonly string[];
}
