/** The form of a migration: plain SQL that SQLite and PostgreSQL both understand, applied as a whole or not at all. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly number: number;
  readonly name: string;
  /**
   * Which version of the tables a program must know at least to work with them after this migration. Left out: this
   * one, so every older program refuses the ledger. See docs/decisions/0024.
   */
  readonly worksFrom?: number;
  /** Never changed once released: the ledger remembers a checksum over them. */
  readonly statements: readonly string[];
}
