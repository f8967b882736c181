/**
 * A private PostgreSQL on a socket in a temporary folder. Its databases have a clock that can be set: their
 * own `clock_timestamp()` comes before the built-in one.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';

const PROGRAMS = '/usr/lib/postgresql/15/bin';
/** An empty cluster, made once for a machine and copied for every server. */
const TEMPLATE = path.join(tmpdir(), 'kmsync-postgres-15');
/** Speed instead of safety of the machine: what a killed server has committed is kept all the same. */
const SETTINGS = ['fsync=off', 'full_page_writes=off', 'listen_addresses=', 'max_connections=60'];

/** Why there is no PostgreSQL here, or undefined. In CI a missing one is a failure. */
export const POSTGRES_MISSING = existsSync(path.join(PROGRAMS, 'postgres'))
  ? undefined
  : `PostgreSQL 15 is missing (${PROGRAMS})`;
if (POSTGRES_MISSING !== undefined) {
  if (process.env['CI']) throw new Error(POSTGRES_MISSING);
  process.stderr.write(`skipped: ${POSTGRES_MISSING}\n`);
}

export class PostgresServer {
  readonly #folder: string;
  #process: ChildProcess | undefined;
  #databases = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async start(): Promise<PostgresServer> {
    const server = new PostgresServer(mkdtempSync(path.join(tmpdir(), 'kmsync-pg-')));
    const { uid, gid } = owner();
    chownSync(server.#folder, uid, gid);
    makeTemplate();
    execFileSync('cp', ['-a', TEMPLATE, path.join(server.#folder, 'data')]);
    await server.restart();
    return server;
  }

  /** Starts again after `kill`, on the same data. */
  async restart(): Promise<void> {
    const settings = [...SETTINGS, `unix_socket_directories=${this.#folder}`];
    const options = settings.flatMap((setting) => ['-c', setting]);
    const server = spawn(
      path.join(PROGRAMS, 'postgres'),
      ['-D', path.join(this.#folder, 'data'), ...options],
      {
        ...owner(),
        cwd: this.#folder,
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    this.#process = server;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      server.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('ready to accept connections')) resolve();
      });
      server.once('error', reject);
      server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)));
    });
  }

  /** Address of a new database; `template`: name of the database that it is a copy of. */
  async database(template = 'template1'): Promise<string> {
    const name = `ledger_${(this.#databases += 1)}`;
    await this.replace(name, template);
    await this.run(`alter database ${name} set search_path = public, pg_catalog`);
    return this.url(name);
  }

  /** Makes `name` a copy of `template`, whoever is still connected to it. */
  async replace(name: string, template: string): Promise<void> {
    await this.run(`drop database if exists ${name} with (force)`);
    await this.run(`create database ${name} template ${template}`);
    await this.run(`alter database ${name} set search_path = public, pg_catalog`);
  }

  url(name: string): string {
    return `postgresql://postgres:geheim@localhost/${name}?host=${encodeURIComponent(this.#folder)}`;
  }

  async run(statement: string, url = this.url('postgres')): Promise<pg.QueryResult> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await client.query(statement);
    } finally {
      await client.end();
    }
  }

  /** All its processes at once, as when the machine loses power. */
  async kill(): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server?.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server.once('exit', resolve));
    // Its children lead groups of their own.
    const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8');
    for (const pid of [server.pid, ...children.trim().split(/\s+/).map(Number)])
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Gone by itself.
      }
    await gone;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** From now on the database says that it is this instant, or again what it is really. */
export async function setDatabaseClock(url: string, iso: string | undefined): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      iso === undefined
        ? 'drop function if exists public.clock_timestamp()'
        : `create or replace function public.clock_timestamp() returns timestamptz language sql as $$ select '${iso}'::timestamptz $$`,
    );
  } finally {
    await client.end();
  }
}

/** PostgreSQL refuses to run as root. */
function owner(): { uid: number; gid: number } {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return { uid, gid: process.getgid?.() ?? 0 };
  const id = (option: string) =>
    Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}

function makeTemplate(): void {
  if (existsSync(TEMPLATE)) return;
  const folder = mkdtempSync(`${TEMPLATE}-`);
  chownSync(folder, owner().uid, owner().gid);
  const data = path.join(folder, 'data');
  execFileSync(
    path.join(PROGRAMS, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'],
    { ...owner(), cwd: folder, stdio: 'ignore' },
  );
  try {
    renameSync(data, TEMPLATE);
  } catch {
    // Another process was faster.
  }
  rmSync(folder, { recursive: true, force: true });
}
