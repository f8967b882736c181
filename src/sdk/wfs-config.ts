/** Section `wfs` of a configuration: which features are asked for, and how. */
import { posix } from 'node:path';
import { z } from 'zod';
import { hostLists, hostsOf } from './http-source.ts';

export const wfsConfig = z
  .strictObject({
    ...hostLists,
    /** How to log in, with the secrets of the connector. */
    login: z.enum(['basic', 'bearer']).optional(),
    /** Without the parameters of WFS; others (`map=…`) stay. */
    url: z.url({ protocol: /^https?$/ }).refine((url) => new URL(url).username === '', {
      error: 'Zugangsdaten gehören in die Umgebungsvariablen',
    }),
    version: z.enum(['1.0.0', '1.1.0', '2.0.0']).default('2.0.0'),
    /** `Namespace:Name`, as the capabilities write it. */
    type: z.string().min(1),
    /** Coordinate system that is asked for. */
    srs: z.string().regex(/^EPSG:\d{4,6}$/),
    /** Other names that the service gives to this coordinate system: `urn:ogc:def:crs:EPSG::102329`. */
    announcedAs: z.array(z.string().min(1)).default([]),
    format: z.enum(['geojson', 'gml']).default('geojson'),
    /** Where the service wants another word for the format. */
    outputFormat: z.string().min(1).optional(),
    /** Features per request. Versions 1.0 and 1.1 know no pages: only where the service has them all the same. */
    page: z.int().min(1).max(100_000).optional(),
    /** Property by which pages are sorted. */
    sortBy: z.string().min(1).optional(),
    /** Fewer features are an error. */
    atLeast: z.int().min(1).optional(),
    /** Name under which it is delivered, without ending; left out, the name of the type. */
    as: z
      .string()
      .regex(/^[^/\\.~][^/\\]*$/)
      .optional(),
  })
  .refine(({ url, ...lists }) => hostsOf(lists).includes(new URL(url).host), {
    error: 'der Rechner der „url“ muss unter „hosts“ oder „internalHosts“ stehen',
  })
  .refine(
    ({ version, page, atLeast }) => version !== '1.0.0' || page !== undefined || atLeast !== undefined,
    {
      error:
        'WFS 1.0.0 sagt nicht, wie viele Objekte es gibt: Geben Sie mit „atLeast“ an, wie viele es mindestens sind, oder mit „page“ eine Seitengröße',
    },
  );
export type WfsConfig = z.output<typeof wfsConfig>;

const PAGE = 1000;
const SERVICE_PARAMETERS =
  /^(?:service|version|request|typenames?|srsname|outputformat|count|maxfeatures|startindex|sortby|resulttype)$/i;

/** Undefined: everything in one answer. */
export function pageSize({ version, page }: WfsConfig): number | undefined {
  return version === '2.0.0' ? (page ?? PAGE) : page;
}

export function fileOf({ as, type, format }: WfsConfig): string {
  const name = as ?? posix.basename(type.slice(type.indexOf(':') + 1));
  return `${name}.${format}`;
}

export function getFeatureUrl(config: WfsConfig, startIndex: number): string {
  const { version, format, sortBy } = config;
  const size = pageSize(config);
  return withParameters(config, {
    ...typeOf(config),
    request: 'GetFeature',
    srsName: srsName(config),
    outputFormat: config.outputFormat ?? DEFAULT_FORMATS[format][version],
    ...(sortBy === undefined ? {} : { sortBy }),
    ...(size === undefined
      ? {}
      : {
          [version === '2.0.0' ? 'count' : 'maxFeatures']: String(size),
          startIndex: String(startIndex),
        }),
  });
}

/** How many there are, without the features themselves (1.1.0). */
export function hitsUrl(config: WfsConfig): string {
  return withParameters(config, { ...typeOf(config), request: 'GetFeature', resultType: 'hits' });
}

export function capabilitiesUrl(config: WfsConfig): string {
  return withParameters(config, { request: 'GetCapabilities' });
}

const DEFAULT_FORMATS: Readonly<Record<WfsConfig['format'], Readonly<Record<WfsConfig['version'], string>>>> =
  {
    geojson: { '1.0.0': 'application/json', '1.1.0': 'application/json', '2.0.0': 'application/json' },
    gml: {
      '1.0.0': 'GML2',
      '1.1.0': 'text/xml; subtype=gml/3.1.1',
      '2.0.0': 'application/gml+xml; version=3.2',
    },
  };

function typeOf({ version, type }: WfsConfig): Record<string, string> {
  return { [version === '2.0.0' ? 'typeNames' : 'typeName']: type };
}

/** JSON has no order of axes of its own: the short name keeps services from turning them. */
function srsName({ version, format, srs }: WfsConfig): string {
  if (version === '1.0.0' || format === 'geojson') return srs;
  return srs.replace('EPSG:', 'urn:ogc:def:crs:EPSG::');
}

function withParameters({ url, version }: WfsConfig, parameters: Readonly<Record<string, string>>): string {
  const made = new URL(url);
  const ours = [...made.searchParams.keys()].filter((name) => SERVICE_PARAMETERS.test(name));
  for (const name of ours) made.searchParams.delete(name);
  for (const [name, value] of Object.entries({ service: 'WFS', version, ...parameters }))
    made.searchParams.set(name, value);
  return made.href;
}
