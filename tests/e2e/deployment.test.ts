import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { REPOSITORY } from '../support/generate.ts';
import { SMALL_JOB, writeSmallSite } from '../support/small-site.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

function text(file: string): string {
  return readFileSync(path.join(REPOSITORY, file), 'utf8');
}

describe('the image', () => {
  const dockerfile = text('Dockerfile');

  it('is given its base images by whoever builds it, and names no tag', () => {
    expect(dockerfile.match(/^FROM .*$/gm)).toEqual([
      'FROM ${BUILD_IMAGE} AS build',
      'FROM ${RUNTIME_IMAGE}',
    ]);
    expect(dockerfile.match(/^ARG .*$/gm)).toEqual(['ARG BUILD_IMAGE', 'ARG RUNTIME_IMAGE']);
  });

  it('runs as nobody, without a shell and with no secret in its environment', () => {
    const runtime = dockerfile.slice(dockerfile.indexOf('FROM ${RUNTIME_IMAGE}'));
    expect(runtime).toMatch(/^USER 65532:65532$/m);
    expect(runtime).toMatch(/^ENTRYPOINT \[/m);
    expect(runtime).toMatch(/^HEALTHCHECK .* CMD \[/m);
    expect(runtime).not.toMatch(/^RUN /m);
    expect(dockerfile).not.toMatch(/SECRET|PASSWORD/);
  });

  it('has a port for health and one for the console', () => {
    expect(dockerfile).toMatch(/^EXPOSE 8096 8097$/m);
  });
});

interface Service {
  readonly [key: string]: unknown;
  readonly environment?: Readonly<Record<string, string>>;
}

describe('the compose file', () => {
  const document = parse(text('deploy/compose.yaml'), { merge: true }) as {
    readonly services: Readonly<Record<string, Service>>;
    readonly networks: unknown;
  };

  it.each(Object.entries(document.services))('confines %s', (_name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: expect.anything() as unknown,
      pids_limit: expect.any(Number) as unknown,
      cpus: expect.any(Number) as unknown,
      healthcheck: { test: expect.any(Array) as unknown },
    });
    expect(service['user']).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(service['image']).toMatch(/^\$\{[A-Z_]+:\?/);
    for (const name of Object.keys(service.environment ?? {}))
      if (/SECRET|PASSWORD|_URL/.test(name)) expect(name).toMatch(/_FILE$/);
  });

  it('keeps the database off every network but its own', () => {
    expect(document.services['db']?.['networks']).toEqual(['intern']);
    expect(document.networks).toMatchObject({ intern: { internal: true } });
  });

  it('keeps Redis to itself, behind a password that nobody sees in the list of processes', () => {
    const redis = document.services['redis'];
    expect(redis?.['networks']).toEqual(['queue']);
    expect(document.networks).toMatchObject({ queue: { internal: true } });
    expect(redis?.['command']).toEqual(['redis-server', '/run/secrets/redis_conf']);
    expect(text('deploy/redis.conf.example').split('\n')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^requirepass /),
        'appendonly yes',
        'maxmemory-policy noeviction',
      ]),
    );
  });

  it('runs one scheduler and workers that can be multiplied, none of which waits for Redis', () => {
    expect(document.services['scheduler']?.['command']).toEqual(['serve', 'scheduler']);
    const worker = document.services['worker'];
    expect(worker?.['command']).toEqual(['serve', 'worker']);
    expect(worker).not.toHaveProperty('container_name');
    expect(worker).not.toHaveProperty('ports');
    expect(Object.keys(worker?.['depends_on'] ?? {})).toEqual(['db']);
    expect(worker?.environment).toMatchObject({ KMSYNC_REDIS_URL_FILE: '/run/secrets/redis_url' });
  });
});

describe('the console in the compose file', () => {
  const { services } = parse(text('deploy/compose.yaml'), { merge: true }) as {
    readonly services: Readonly<Record<string, Service>>;
  };

  it('is no port of the host, has a secret of its own as a file, and reaches the database', () => {
    const web = services['web'];
    expect(web?.['command']).toEqual(['serve', 'web', '--web-host', '0.0.0.0']);
    expect(web).not.toHaveProperty('ports');
    expect(web?.['expose']).toEqual(['8097']);
    expect(web?.['networks']).toContain('intern');
    expect(web?.environment).toMatchObject({
      ...services['worker']?.environment,
      KMSYNC_WEB_CLIENT_SECRET_FILE: '/run/secrets/web_client_secret',
    });
    const holders = Object.keys(services).filter((name) =>
      ((services[name]?.['secrets'] ?? []) as string[]).includes('web_client_secret'),
    );
    expect(holders).toEqual(['web']);
  });
});

describe('the Kubernetes manifests', () => {
  const folder = path.join(REPOSITORY, 'deploy/kubernetes');
  const documents = readdirSync(folder).flatMap((name) =>
    parseAllDocuments(readFileSync(path.join(folder, name), 'utf8')).map(
      (document) => document.toJS() as { readonly kind: string; readonly spec: Record<string, unknown> },
    ),
  );
  const one = (kind: string) => documents.find((document) => document.kind === kind);

  it('are all named by the kustomization', () => {
    const { resources } = one('Kustomization') as unknown as { readonly resources: readonly string[] };
    expect([...resources, 'kustomization.yaml'].sort()).toEqual(readdirSync(folder).sort());
  });

  it('confine the pod and probe it on its own port', () => {
    const probe = (path_: string) => ({ httpGet: { path: path_, port: 'health' } });
    expect(one('Deployment')?.spec['template']).toMatchObject({
      spec: {
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 40,
        securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
            },
            resources: {
              limits: { memory: expect.any(String) as unknown, cpu: expect.any(String) as unknown },
            },
            livenessProbe: probe('/livez'),
            readinessProbe: probe('/readyz'),
            startupProbe: probe('/startupz'),
          },
        ],
      },
    });
    expect(one('ServiceAccount')).toMatchObject({ automountServiceAccountToken: false });
  });

  it('serve the console inside the cluster, with its secret as a file', () => {
    const container = one('Deployment')?.spec['template'] as {
      readonly spec: { readonly containers: readonly Readonly<Record<string, unknown>>[] };
    };
    expect(container.spec.containers[0]).toMatchObject({
      args: ['serve', 'all', '--health-host', '0.0.0.0', '--web-host', '0.0.0.0', '--web-port', '8097'],
      ports: expect.arrayContaining([{ name: 'web', containerPort: 8097 }]) as unknown,
      env: expect.arrayContaining([
        { name: 'KMSYNC_WEB_CLIENT_SECRET_FILE', value: '/run/secrets/kmsync/web_client_secret' },
      ]) as unknown,
    });
    expect(one('Service')?.spec).toEqual({
      selector: { 'app.kubernetes.io/component': 'all' },
      ports: [{ name: 'web', port: 80, targetPort: 'web' }],
    });
  });

  it('deny what they do not allow', () => {
    expect(one('NetworkPolicy')?.spec).toMatchObject({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });
});

describe('the Kubernetes manifests of the workers', () => {
  const folder = path.join(REPOSITORY, 'deploy/kubernetes-workers');
  const read = (name: string) => parse(readFileSync(path.join(folder, name), 'utf8')) as Kubernetes;
  interface Kubernetes {
    readonly resources: readonly string[];
    readonly spec: { readonly template: { readonly spec: Pod } };
  }
  interface Pod {
    readonly containers: readonly {
      readonly env: unknown;
      readonly args: unknown;
      readonly ports: unknown;
    }[];
  }

  it('confine a worker as the base confines its pod', () => {
    const base = parse(
      readFileSync(path.join(REPOSITORY, 'deploy/kubernetes/deployment.yaml'), 'utf8'),
    ) as Kubernetes;
    const [{ containers: workers, ...pod }, { containers, ...basePod }] = [
      read('workers.yaml').spec.template.spec,
      base.spec.template.spec,
    ];
    const [{ env, args, ports, ...worker } = { env: [], args: [], ports: [] }] = workers;
    const [{ env: _env, args: _args, ports: _ports, ...all } = { env: [], args: [], ports: [] }] = containers;

    expect(pod).toEqual(basePod);
    expect(worker).toEqual(all);
    expect(ports).toEqual([{ name: 'health', containerPort: 8096 }]);
    expect(args).toEqual(['serve', 'worker', '--health-host', '0.0.0.0']);
    expect(env).toContainEqual({
      name: 'KMSYNC_REDIS_URL_FILE',
      value: '/run/secrets/kmsync/redis_url',
    });
  });

  it('are all named by their kustomization', () => {
    const { resources } = read('kustomization.yaml');
    expect(['kustomization.yaml', ...resources.filter((name) => !name.startsWith('..'))].sort()).toEqual(
      readdirSync(folder).sort(),
    );
  });
});

describe('the systemd unit', () => {
  it('is no root, may write its state folder only and takes the secret as a credential', () => {
    const unit = text('deploy/systemd/kmsync.service');
    const lines = ['User=kmsync', 'ProtectSystem=strict', 'StateDirectory=kmsync', 'NoNewPrivileges=yes'];
    for (const line of [...lines, 'CapabilityBoundingSet=', 'PrivateTmp=yes', 'TimeoutStopSec=40'])
      expect(unit.split('\n')).toContain(line);
    expect(unit).toMatch(/^LoadCredential=client_secret:/m);
  });
});

describe('the SBOM', () => {
  it('is CycloneDX and lists every direct dependency', () => {
    const output = execFileSync('npm', ['run', '--silent', 'sbom'], {
      cwd: REPOSITORY,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const sbom = JSON.parse(output) as { bomFormat: string; components: { name: string; group?: string }[] };
    const { dependencies } = JSON.parse(text('package.json')) as { dependencies: Record<string, string> };
    const names = new Set(sbom.components.map(({ name, group }) => (group ? `${group}/${name}` : name)));

    expect(sbom.bomFormat).toBe('CycloneDX');
    expect(Object.keys(dependencies).filter((name) => !names.has(name))).toEqual([]);
  });
});

const hasBubblewrap = ((): boolean => {
  try {
    execFileSync('bwrap', ['--ro-bind', '/', '/', '--unshare-user', '--uid', '65532', '--', 'true'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
})();
if (!hasBubblewrap) console.log('skipped: bubblewrap is missing or may not make user namespaces');

describe.skipIf(!hasBubblewrap && !process.env['CI'])(
  'the built program under the conditions of the container',
  () => {
    let simulator: Simulator;
    let folder: string;

    beforeAll(async () => {
      requireBuilt();
      simulator = await startSimulator();
      folder = mkdtempSync(path.join(tmpdir(), 'kmsync-confined-'));
      const site = path.join(folder, 'site');
      writeSmallSite(site, simulator, 'first');
      const config = readFileSync(path.join(site, 'kmsync.yaml'), 'utf8');
      writeFileSync(path.join(site, 'kmsync.yaml'), config.replace('state: state', 'state: /var/lib/kmsync'));
      mkdirSync(path.join(folder, 'data'));
      writeFileSync(path.join(folder, 'secret'), SIMULATOR_SECRET);
      cpSync(path.join(REPOSITORY, 'package.json'), path.join(folder, 'package.json'));
      for (const name of ['.', 'data']) chmodSync(path.join(folder, name), 0o777);
      chmodSync(path.join(folder, 'secret'), 0o644);
    });
    afterAll(async () => {
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    });

    function confined(command: readonly string[]): Promise<{ code: number | null; output: string }> {
      return start(command).ended;
    }

    function start(command: readonly string[]) {
      const mounts = [
        '--ro-bind',
        '/',
        '/',
        '--proc',
        '/proc',
        '--dev',
        '/dev',
        '--tmpfs',
        '/var',
        '--tmpfs',
        '/mnt',
        '--dir',
        '/var/lib/kmsync',
        '--dir',
        '/mnt/site',
        '--bind',
        path.join(folder, 'data'),
        '/var/lib/kmsync',
        '--ro-bind',
        path.join(folder, 'site'),
        '/mnt/site',
        '--ro-bind',
        path.join(folder, 'secret'),
        '/mnt/secret',
        '--tmpfs',
        '/tmp',
        '--remount-ro',
        '/var',
        '--remount-ro',
        '/mnt',
      ];
      const rights = [
        '--unshare-user',
        '--unshare-pid',
        '--uid',
        '65532',
        '--gid',
        '65532',
        '--cap-drop',
        'ALL',
      ];
      const environment = { PATH: process.env['PATH'], KMSYNC_CLIENT_SECRET_FILE: '/mnt/secret' };
      const child = spawn('bwrap', [...mounts, ...rights, '--die-with-parent', '--', ...command], {
        env: environment,
        cwd: '/',
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (part: string) => {
          output += part;
        });
      const ended = new Promise<{ code: number | null; output: string }>((resolve, reject) => {
        child.on('error', reject);
        child.on('close', (code) => resolve({ code, output }));
      });
      return {
        ended,
        /** What it says of itself, once it does. */
        says: (line: RegExp) =>
          new Promise<string>((resolve, reject) => {
            const look = () => {
              const found = line.exec(output)?.[1];
              if (found !== undefined) resolve(found);
            };
            child.stderr.on('data', look);
            ended.then(() => reject(new Error(output)), reject);
          }),
        kill: () => void child.kill('SIGKILL'),
      };
    }

    function command(...args: readonly string[]): string[] {
      const program = path.join(REPOSITORY, 'dist/src/main.js');
      return [process.execPath, program, '--site', '/mnt/site', ...args];
    }

    function kmsync(...args: readonly string[]) {
      return confined(command(...args));
    }

    it('is uid 65532, without capabilities, and can write the data folder and /tmp only', async () => {
      const script =
        'id -u; grep CapEff /proc/self/status; for d in / /etc /usr /var /mnt/site /home /var/lib/kmsync /tmp; do (echo x >$d/probe) 2>/dev/null && echo "writes $d"; done; true';
      const { output } = await confined(['sh', '-c', script]);

      expect(output.trim().split('\n')).toEqual([
        '65532',
        'CapEff:\t0000000000000000',
        'writes /var/lib/kmsync',
        'writes /tmp',
      ]);
      rmSync(path.join(folder, 'data/probe'), { force: true });
    });

    it('shows its help, finds everything in order and publishes', async () => {
      const help = await kmsync('--help');
      const doctor = await kmsync('doctor');
      const sync = await kmsync('sync', SMALL_JOB, '--json', '--quiet');

      expect(help).toMatchObject({ code: 0 });
      expect(doctor, doctor.output).toMatchObject({ code: 0 });
      expect(sync, sync.output).toMatchObject({ code: 0 });
      expect(simulator.state().indicators.map(({ name }) => name)).toContain('Kleine Bevölkerung');
      expect(readdirSync(path.join(folder, 'data')).sort()).toContain('ledger.db');
    });

    it('serves the console, whose health has a port of its own', async () => {
      const served = start(command('serve', 'web', '--web-port', '0', '--health-port', '0'));
      const [address, health] = await Promise.all([
        served.says(/Oberfläche: (\S+)\n/),
        served.says(/Zustand und Metriken: (\S+)\n/),
      ]);

      const [page, ready, inside] = await Promise.all([
        fetch(`${address}/anmelden`),
        fetch(`${health}/readyz`),
        fetch(`${address}/metrics`),
      ]);
      expect([page.status, ready.status, inside.status]).toEqual([200, 200, 404]);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      served.kill();
      await served.ended;
    });

    it('takes the secret of the log-in from a file, and refuses to start without it', async () => {
      const site = path.join(folder, 'site/kmsync.yaml');
      const before = readFileSync(site, 'utf8');
      writeFileSync(site, `${before}login:\n  with: openid\n`);
      const web = ['serve', 'web', '--web-port', '0', '--health-port', '0'];
      const without = await kmsync(...web);
      const given = start(['env', 'KMSYNC_WEB_CLIENT_SECRET_FILE=/mnt/secret', ...command(...web)]);
      const address = await given.says(/Oberfläche: (\S+)\n/);
      given.kill();
      await given.ended;
      writeFileSync(site, before);

      expect(without).toMatchObject({
        code: 4,
        output: expect.stringContaining('KMSYNC_WEB_CLIENT_SECRET') as string,
      });
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    });
  },
);
