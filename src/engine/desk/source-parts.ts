/** What a job reads, one part for each place where its configuration names a source. */
import type { Job } from '../../mapping/job.ts';
import type { EnginePorts } from '../ports.ts';
import type { Written } from '../source-options.ts';

/** How files come in. `service`: asked for by the program over a protocol of its own, such as WFS. */
export type Way = 'folder' | 'inbox' | 'http' | 'sftp' | 'service';

export interface SourcePart {
  readonly kind: 'delivery' | 'codes' | 'level';
  /** Of the profile, the code list or the level. */
  readonly title: string;
  /** Id of the profile; undefined for what has none. */
  readonly profile: string | undefined;
  readonly connector: string;
  /** German name of what the connector reads; its id where there is no such connector. */
  readonly art: string;
  readonly way: Way;
  /** File pattern, folder or host; never a whole address. */
  readonly place: string;
  /** Name of the layout. */
  readonly layout: string;
  /** sha256 of the profile's file; empty for what has none. */
  readonly version: string;
  /** Those that this way of fetching can need, and whether they have a value. */
  readonly secrets: readonly { readonly name: string; readonly isSet: boolean }[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly written: Written;
}

type PartPorts = Pick<EnginePorts, 'catalogue' | 'sources' | 'secret'>;

export function sourceParts(job: Job, ports: PartPorts): readonly SourcePart[] {
  const { catalogue } = ports;
  const deliveries = job.intake.map(({ profile: id, connector, config }, index) => {
    const profile = catalogue.profiles.get(id);
    return part(ports, {
      kind: 'delivery',
      title: profile?.title ?? id,
      profile: id,
      connector,
      config,
      layout: profile?.layout.form ?? '',
      version: profile?.sha256 ?? '',
      written: { origin: job.origin, path: ['intake', index, 'config'] },
    });
  });
  const levels = job.levels.flatMap((id) => {
    const level = catalogue.levels.get(id);
    if (level?.geometry.kind !== 'source') return [];
    const { connector, config, layout } = level.geometry;
    return part(ports, {
      kind: 'level',
      title: level.name,
      profile: undefined,
      connector,
      config,
      layout: layout.form,
      version: '',
      written: { origin: level.origin, path: ['source', 'config'] },
    });
  });
  if (!job.refresh) return [...deliveries, ...levels];
  const { title, connector, config, layout } = job.refresh;
  const written = { origin: job.origin, path: ['refresh', 'config'] };
  return [
    part(ports, {
      kind: 'codes',
      title,
      profile: undefined,
      connector,
      config,
      layout: layout.form,
      version: '',
      written,
    }),
  ];
}

function part(
  { sources, secret }: PartPorts,
  given: Omit<SourcePart, 'art' | 'way' | 'place' | 'secrets'>,
): SourcePart {
  const source = sources.get(given.connector);
  const way = wayOf(given.config);
  return {
    ...given,
    art: source?.title ?? given.connector,
    way,
    place: placeOf(given.config, way),
    secrets: (source?.secrets ?? [])
      .filter((name) => mayNeed(name, way))
      .map((name) => ({ name, isSet: secret(name) !== '' })),
  };
}

function wayOf(config: SourcePart['config']): Way {
  if ('sftp' in config) return 'sftp';
  if ('http' in config) return 'http';
  if ('inbox' in config) return 'inbox';
  return 'files' in config ? 'folder' : 'service';
}

function placeOf(config: SourcePart['config'], way: Way): string {
  switch (way) {
    case 'folder':
      return listOf(config['files']);
    case 'inbox':
      return text(member(config['inbox'], 'folder'));
    case 'sftp':
      return text(member(config['sftp'], 'host'));
    case 'http': {
      const files = member(config['http'], 'files');
      const hosts = (Array.isArray(files) ? files : []).map((file) => hostOf(member(file, 'url')));
      return [...new Set(hosts)].join(', ');
    }
    case 'service': {
      const [own] = Object.values(config).flatMap((each) => hostOf(member(each, 'url')) || []);
      return hostOf(config['url']) || (own ?? '');
    }
  }
}

function mayNeed(secret: string, way: Way): boolean {
  if (way === 'sftp') return secret.includes('_SFTP_');
  return way === 'http' || way === 'service' ? !secret.includes('_SFTP_') : false;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: unknown): string {
  return Array.isArray(value) ? value.map(text).join(', ') : text(value);
}

/** An address may hold a name, a password or a key. */
function hostOf(value: unknown): string {
  return URL.canParse(text(value)) ? new URL(text(value)).host : '';
}
