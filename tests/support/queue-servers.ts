/** One PostgreSQL and one Redis for all farms of a test file, each on a ledger of its own. */
import { PostgresServer } from './postgres.ts';
import { QueueFarm } from './queue-farm.ts';
import { RedisServer } from './redis.ts';
import { writeSmallSite } from './small-site.ts';

export class QueueServers {
  readonly redis: RedisServer;
  readonly #postgres: PostgresServer;

  private constructor(redis: RedisServer, postgres: PostgresServer) {
    this.redis = redis;
    this.#postgres = postgres;
  }

  static async start(): Promise<QueueServers> {
    return new QueueServers(await RedisServer.start(), await PostgresServer.start());
  }

  /** The small site, with claims that last ten seconds. */
  async farm(environment: NodeJS.ProcessEnv = {}): Promise<QueueFarm> {
    return QueueFarm.open({
      redis: this.redis,
      ledgerUrl: await this.#postgres.database(),
      site: (folder, simulator) => writeSmallSite(folder, simulator, 'first'),
      environment: { KMSYNC_CLAIM_SECONDS: '10', ...environment },
    });
  }

  async stop(): Promise<void> {
    await this.redis.stop();
    await this.#postgres.stop();
  }
}
