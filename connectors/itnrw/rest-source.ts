/** GENESIS REST as a source of deliveries: each ordered table is an offer, its metadata a companion. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createHttp,
  SyncError,
  type Connector,
  type ConnectorContext,
  type DeliveryOffer,
} from '../../src/sdk/index.ts';
import { checkLogin, fetchMetadata, fetchTable, type RestCall, type RestMeans } from './rest-client.ts';
import type { RestConfig, TableOrder } from './rest-config.ts';
import { jobMemory } from './rest-jobs.ts';
import { SERVICES, type RestService, type ServiceName } from './rest-services.ts';

const TIMEOUT_MS = 5 * 60 * 1000;
const METADATA = '.metadata.json';

export interface RestSourceMeans extends RestMeans {
  readonly services: Readonly<Record<ServiceName, RestService>>;
}

type RestSource = Pick<Connector<RestConfig>, 'check' | 'list' | 'open'>;

/** `means`: left out, the real services. */
export function restSource(means: RestSourceMeans = realMeans()): RestSource {
  return {
    check: (config, context) => checkLogin(callOf(config, context, means)),
    async *list(config, context) {
      for (const order of config.tables) {
        context.signal.throwIfAborted();
        yield offerOf(order, config);
      }
    },
    async *open(config, offer, file, context) {
      const order = config.tables.find((candidate) => offerOf(candidate, config).id === offer.id);
      if (!order) throw new RangeError(`no offer ${offer.id}`);
      const call = callOf(config, context, means);
      if (file.endsWith(METADATA)) yield await fetchMetadata(order, call);
      else
        yield* fetchTable(
          order,
          jobMemory(context.deliveries, [config.service, config.language, order], means.now),
          call,
        );
    },
  };
}

/** The selection is part of the id: the same table in two selections is two offers. */
function offerOf(order: TableOrder, { service, language }: RestConfig): DeliveryOffer {
  const selection = createHash('sha256')
    .update(JSON.stringify([language, order]))
    .digest('hex')
    .slice(0, 8);
  const file = `${order.name}_${selection}_flat.zip`;
  return { id: `${service}/${file}`, file, companions: [`${order.name}_${selection}${METADATA}`] };
}

function callOf(config: RestConfig, context: ConnectorContext, means: RestSourceMeans): RestCall {
  const { services, ...rest } = means;
  const service = services[config.service];
  const user = context.secret(service.user);
  if (user === '') throw noUser(service);
  const account = {
    base: service.base,
    user,
    password: context.secret(service.password),
    language: config.language,
  };
  return { ...rest, account, signal: context.signal };
}

function realMeans(): RestSourceMeans {
  return {
    services: SERVICES,
    http: createHttp({
      allowedHosts: Object.values(SERVICES).map(({ base }) => new URL(base).host),
      timeoutMs: TIMEOUT_MS,
    }),
    now: Date.now,
    async wait(ms, signal) {
      await sleep(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
  };
}

function noUser({ user, password }: RestService): SyncError {
  return new SyncError({
    code: 'source.genesis-no-user',
    kind: 'configuration',
    message: `Für den Abruf fehlt der Benutzer: Die Umgebungsvariable ${user} ist leer.`,
    hint: `Hinterlegen Sie in ${user} den Benutzer und in ${password} das Kennwort, oder in ${user} ein Token.`,
  });
}
