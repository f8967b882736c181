import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { AnyLayout } from '../formats/layout.ts';
import type { DeliverySource } from './ports.ts';
import { layoutNamed, sourceNamed, type Written } from './source-options.ts';

const delimited: AnyLayout = {
  kind: 'tables',
  options: z.strictObject({ delimiter: z.string().default(';') }),
  read: async function* () {},
};

function source(id: string, layouts?: DeliverySource['layouts']): DeliverySource {
  return {
    id,
    title: 'Probe',
    secrets: [],
    check: () => Promise.resolve(),
    configSchema: z.unknown(),
    list: async function* () {},
    open: async function* () {},
    ...(layouts ? { layouts } : {}),
  };
}

/** A file in which everything stands on the line of its depth. */
function written(...path: string[]): Written {
  return {
    origin: {
      file: 'mappings/profiles/personen.yaml',
      positionOf: (at) => ({ line: at.length, column: String(at.at(-1)).length }),
    },
    path,
  };
}

const DUVA = source('duva', { delimited });
const ports = { sources: new Map([DUVA, source('itnrw')].map((one) => [one.id, one])) };

describe('sourceNamed', () => {
  it('finds the connector', () => {
    expect(sourceNamed(ports, 'duva', written('connector'))).toBe(DUVA);
  });

  it('refuses another at its place in the file and names those there are', () => {
    expect(() => sourceNamed(ports, 'dufa', written('source', 'connector'))).toThrow(
      expect.objectContaining({
        code: 'mapping.invalid',
        exitCode: 4,
        message: expect.stringContaining(
          'mappings/profiles/personen.yaml:2:9 Den Konnektor „dufa“ gibt es nicht. Vorhanden: duva, itnrw.',
        ),
      }),
    );
  });
});

describe('layoutNamed', () => {
  it('answers the layout with its options checked and completed', () => {
    expect(layoutNamed(DUVA, { form: 'delimited' }, written('layout'))).toEqual({
      layout: delimited,
      options: { delimiter: ';' },
    });
  });

  it('refuses a form the connector does not know', () => {
    const attempt = (from: DeliverySource) => () => layoutNamed(from, { form: 'pivot' }, written('layout'));

    expect(attempt(DUVA)).toThrow(
      'personen.yaml:2:4 Die Form „pivot“ kennt der Konnektor „duva“ nicht. Vorhanden: delimited.',
    );
    expect(attempt(source('itnrw'))).toThrow('Die Form „pivot“ kennt der Konnektor „itnrw“ nicht.');
  });

  it('refuses options of the layout at their place in the file', () => {
    const attempt = () => layoutNamed(DUVA, { form: 'delimited', delimiter: 5 }, written('layout'));

    expect(attempt).toThrow(expect.objectContaining({ code: 'mapping.invalid' }));
    expect(attempt).toThrow('personen.yaml:2:9');
  });
});
