/** A private Redis on a socket in a temporary folder; nothing it holds is ever on disk. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';

/** Why there is no Redis here, or undefined. In CI a missing one is a failure. */
export const REDIS_MISSING =
  spawnSync('redis-server', ['--version']).status === 0 ? undefined : 'Redis is missing (redis-server)';
if (REDIS_MISSING !== undefined) {
  if (process.env['CI']) throw new Error(REDIS_MISSING);
  process.stderr.write(`skipped: ${REDIS_MISSING}\n`);
}

export class RedisServer {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'kmsync-redis-'));
  #process: ChildProcess | undefined;

  private constructor() {
    // Made by `start`.
  }

  static async start(settings: readonly string[] = []): Promise<RedisServer> {
    const server = new RedisServer();
    await server.restart(settings);
    return server;
  }

  /** What KMSYNC_REDIS_URL is set to. */
  get url(): string {
    return path.join(this.#folder, 'redis.sock');
  }

  /** Begins empty, whatever it held before. `settings`: `--maxmemory`, `2mb`, … */
  async restart(settings: readonly string[] = []): Promise<void> {
    await this.kill();
    const options = ['--port', '0', '--unixsocket', this.url, '--save', '', '--appendonly', 'no'];
    const server = spawn('redis-server', [...options, ...settings], {
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#process = server;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      server.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('ready to accept connections')) resolve();
      });
      server.once('error', reject);
      server.once('exit', () => reject(new Error(`Redis did not start: ${said}`)));
    });
  }

  /** Answers what Redis answers to one command. */
  async command(name: string, ...args: readonly string[]): Promise<unknown> {
    const client = new Redis(this.url, { maxRetriesPerRequest: 1 });
    try {
      return await client.call(name, ...args);
    } finally {
      client.disconnect();
    }
  }

  /** Every command that anybody gives from now on, with its arguments, until `stop`. */
  async overheard(): Promise<{ readonly said: readonly string[]; readonly stop: () => void }> {
    const client = new Redis(this.url);
    const monitor = await client.monitor();
    const said: string[] = [];
    monitor.on('monitor', (_time: string, args: readonly string[]) => said.push(args.join(' ')));
    return {
      said,
      stop() {
        monitor.disconnect();
        client.disconnect();
      },
    };
  }

  /** Name and content of every key, as Redis would write it to disk; readable with `--rdbcompression no`. */
  async everything(): Promise<ReadonlyMap<string, string>> {
    const client = new Redis(this.url, { maxRetriesPerRequest: 1 });
    try {
      const content = new Map<string, string>();
      for await (const keys of client.scanStream() as AsyncIterable<readonly string[]>)
        for (const key of keys) content.set(key, (await client.dumpBuffer(key)).toString('latin1'));
      return content;
    } finally {
      client.disconnect();
    }
  }

  async kill(): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
