/**
 * Files as a source, whichever way they come: a folder, a watched folder, HTTP or SFTP. The configuration names
 * exactly one of them. A drop-in for `folderConfig` and `folderSource`.
 */
import { z } from 'zod';
import type { Connector } from './connector.ts';
import { discardOffer } from './discard.ts';
import { folderConfig, folderSource } from './folder.ts';
import { httpConfig, httpSource, type HttpSecrets } from './http-source.ts';
import { inboxConfig, inboxSource, type CompanionsOf } from './inbox.ts';
import type { FindCompanions } from './offers.ts';
import { sftpConfig, sftpSource, type SftpTask } from './sftp-source.ts';

const ways = {
  files: folderConfig.shape.files.optional(),
  inbox: inboxConfig.optional(),
  sftp: sftpConfig.optional(),
};

/** Where files with personal data may come from: nothing is kept on disk beside the delivery itself. */
export const personFileConfig = z
  .strictObject(ways)
  .refine((config) => countWays(config) === 1, { error: 'genau eines von „files“, „inbox“, „sftp“' });

export const fileConfig = z
  .strictObject({ ...ways, http: httpConfig.optional() })
  .refine((config) => countWays(config) === 1, { error: 'genau eines von „files“, „inbox“, „http“, „sftp“' });

export type FileConfig = z.output<typeof fileConfig>;
export type PersonFileConfig = z.output<typeof personFileConfig>;

/** How many of the ways a configuration names. */
export function countWays(
  config: Readonly<Partial<Record<'files' | 'inbox' | 'http' | 'sftp', unknown>>>,
): number {
  return [config.files, config.inbox, config.http, config.sftp].filter((way) => way !== undefined).length;
}

type FileSource<Config> = Required<
  Pick<Connector<Config>, 'secrets' | 'check' | 'list' | 'open' | 'settle' | 'discard'>
>;

/**
 * `secrets`, `check`, `list`, `open` and `settle` of a connector. `connector`: its id, after which the secrets are
 * named: `KMSYNC_DUVA_SFTP_KEY`.
 */
export function fileSource<Config extends FileConfig>(
  connector: string,
  findCompanions?: FindCompanions<Config>,
): FileSource<Config> {
  return sourceOf<Config>(connector, { findCompanions, leaves: 'parts' });
}

/** The same for personal data: no HTTP, and no broken transfer stays on disk. */
export function personFileSource<Config extends PersonFileConfig>(
  connector: string,
  findCompanions?: FindCompanions<Config>,
): FileSource<Config> {
  const { secrets, ...source } = sourceOf<Config>(connector, { findCompanions, leaves: 'nothing' });
  return { ...source, secrets: secrets.filter((name) => name.includes('_SFTP_')) };
}

interface FileTask<Config> {
  readonly findCompanions: FindCompanions<Config> | undefined;
  readonly leaves: SftpTask['leaves'];
}

function sourceOf<Config extends FileConfig>(
  connector: string,
  { findCompanions = () => [], leaves }: FileTask<Config>,
): FileSource<Config> {
  const names = secretsOf(connector);
  const chosen = (config: Config) => {
    const companionsOf: CompanionsOf = (file, siblings) => findCompanions(file, siblings, config);
    return chooseWay(config, companionsOf, { names, leaves });
  };
  return {
    secrets: [...Object.values(names.http), ...Object.values(names.sftp)],
    check: (config, context) => chosen(config).check(context),
    list: (config, context) => chosen(config).list(context),
    open: (config, offer, file, context) => chosen(config).open(offer, file, context),
    async settle(config, offer, outcome, context) {
      await chosen(config).settle?.(offer, outcome, context);
    },
    /** What lies on a server of somebody else is not deleted there. */
    async discard(config, offer, context) {
      if (config.files !== undefined) await discardOffer(offer, context);
      else await chosen(config).discard?.(offer, context);
    },
  };
}

/** A source with its part of the configuration already given. */
interface Way {
  readonly check: (...rest: Rest<'check'>) => ReturnType<Connector['check']>;
  readonly list: (...rest: Rest<'list'>) => ReturnType<Connector['list']>;
  readonly open: (...rest: Rest<'open'>) => ReturnType<Connector['open']>;
  readonly settle?: ((...rest: Rest<'settle'>) => Promise<void>) | undefined;
  readonly discard?: ((...rest: Rest<'discard'>) => Promise<void>) | undefined;
}
type Rest<Member extends 'check' | 'list' | 'open' | 'settle' | 'discard'> =
  Parameters<NonNullable<Connector[Member]>> extends [unknown, ...infer Others] ? Others : never;

function chooseWay(
  { files, inbox, http, sftp }: FileConfig,
  companionsOf: CompanionsOf,
  { names, leaves }: { readonly names: SecretNames; readonly leaves: SftpTask['leaves'] },
): Way {
  if (inbox) return given(inbox, inboxSource(companionsOf));
  if (http) return given(http, httpSource(companionsOf, names.http));
  if (sftp) return given(sftp, sftpSource({ companionsOf, secrets: names.sftp, leaves }));
  return given({ files: files ?? [] }, folderSource(companionsOf));
}

function given<Config>(
  config: Config,
  source: Pick<Connector<Config>, 'check' | 'list' | 'open' | 'settle' | 'discard'>,
): Way {
  return {
    check: (context) => source.check(config, context),
    list: (context) => source.list(config, context),
    open: (offer, file, context) => source.open(config, offer, file, context),
    settle: async (offer, outcome, context) => source.settle?.(config, offer, outcome, context),
    discard: async (offer, context) => source.discard?.(config, offer, context),
  };
}

/** For further sources over HTTP of the same connector. */
export function httpSecrets(connector: string): HttpSecrets {
  return secretsOf(connector).http;
}

type SecretNames = ReturnType<typeof secretsOf>;

function secretsOf(connector: string) {
  const prefix = `KMSYNC_${connector.toUpperCase().replaceAll('-', '_')}`;
  return {
    http: {
      user: `${prefix}_HTTP_USER`,
      password: `${prefix}_HTTP_PASSWORD`,
      token: `${prefix}_HTTP_TOKEN`,
    },
    sftp: {
      key: `${prefix}_SFTP_KEY`,
      passphrase: `${prefix}_SFTP_PASSPHRASE`,
      password: `${prefix}_SFTP_PASSWORD`,
    },
  };
}
