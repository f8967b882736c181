import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REDIS_MISSING, RedisServer } from '../../tests/support/redis.ts';
import { closedPort } from '../../tests/support/local-server.ts';
import { examineRedis } from './examine-redis.ts';

describe.skipIf(REDIS_MISSING)('examineRedis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.stop());

  const states = async (url: string) => (await examineRedis(url)).map(({ id, state }) => `${id} ${state}`);

  it('warns of a memory that gives way and of a file that is not written', async () => {
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');

    expect(await states(redis.url)).toEqual(['queue ok', 'queue-memory warn', 'queue-durability warn']);
  });

  it('finds a queue in order that loses nothing', async () => {
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await redis.command('CONFIG', 'SET', 'appendonly', 'yes');

    expect(await states(redis.url)).toEqual(['queue ok', 'queue-memory ok', 'queue-durability ok']);
  });

  it('tells a password that is wrong or missing from a server that is not there, and names neither', async () => {
    const nobody = (await closedPort()).replace('http://', 'redis://:geheim-4711@');
    const locked = await RedisServer.start(['--requirepass', 'richtig-0815']);
    try {
      const checks = [
        ...(await examineRedis(locked.url)),
        ...(await examineRedis(`${locked.url}?password=falsch-4711`)),
        ...(await examineRedis(nobody)),
      ];

      expect(checks.map(({ id, state }) => `${id} ${state}`)).toEqual([
        'queue-login fail',
        'queue-login fail',
        'queue fail',
      ]);
      expect(JSON.stringify(checks)).not.toMatch(/4711|0815|sock|127\.0\.0\.1/);
      expect(await states(`${locked.url}?password=richtig-0815`)).toContain('queue ok');
    } finally {
      await locked.stop();
    }
  });

  it('refuses what is no address of a Redis', async () => {
    await expect(examineRedis('http://redis')).rejects.toMatchObject({ code: 'queue.address-invalid' });
  });
});
