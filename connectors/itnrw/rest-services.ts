/** The four services that speak GENESIS REST 2020: where they are and which secrets open them. */

export interface RestService {
  readonly base: string;
  /** Environment variable with the user name, or with a token that may only read. */
  readonly user: string;
  /** Environment variable with the password; empty with a token. */
  readonly password: string;
}

export const SERVICES = {
  'landesdatenbank-nrw': service('https://www.landesdatenbank.nrw.de/ldbnrwws/rest/2020', 'LDBNRW'),
  regionalstatistik: service('https://www.regionalstatistik.de/genesisws/rest/2020', 'REGIONALSTATISTIK'),
  'genesis-online': service('https://www-genesis.destatis.de/genesisWS/rest/2020', 'DESTATIS'),
  'zensus-2022': service('https://ergebnisse.zensus2022.de/api/rest/2020', 'ZENSUS'),
} as const satisfies Record<string, RestService>;

export type ServiceName = keyof typeof SERVICES;
export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

/** All secrets that some service may need. */
export const REST_SECRETS: readonly string[] = Object.values(SERVICES).flatMap(({ user, password }) => [
  user,
  password,
]);

function service(base: string, name: string): RestService {
  return { base, user: `KMSYNC_${name}_USER`, password: `KMSYNC_${name}_PASSWORD` };
}
