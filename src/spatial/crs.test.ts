import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { openCoordinateSystems, type Crs } from './crs.ts';
import type { RegisteredCode } from './crs-definitions.ts';

const systems = await openCoordinateSystems('config/grids');

function registered(code: RegisteredCode): Crs {
  return { kind: 'registered', code, axes: 'east-north' };
}

describe('openCoordinateSystems', () => {
  it('refuses a folder without the grid', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'grids-'));

    await expect(openCoordinateSystems(folder)).rejects.toMatchObject({ code: 'spatial.grid-missing' });

    await rm(folder, { recursive: true });
  });

  it('refuses a grid that is not the one expected', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'grids-'));
    await writeFile(join(folder, 'BETA2007.gsb'), 'another grid');

    await expect(openCoordinateSystems(folder)).rejects.toMatchObject({
      code: 'spatial.grid-changed',
      kind: 'configuration',
    });

    await rm(folder, { recursive: true });
  });

  it('shifts Gauß-Krüger by the grid to the place that PROJ names', () => {
    const [lon, lat] = systems.toDegrees(registered(31466))([2_507_000, 5_660_000]) ?? [0, 0];

    expect(lon).toBeCloseTo(6.0992531, 6);
    expect(lat).toBeCloseTo(51.0750489, 6);
  });

  it('answers undefined outside the grid, and prints nothing about it', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);

    const outside = systems.toDegrees(registered(31466))([2_600_000, 4_700_000]);

    expect(outside).toBeUndefined();
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });

  it('answers undefined for what is no number', () => {
    expect(systems.toDegrees(registered(25832))([Number.NaN, 5_600_000])).toBeUndefined();
    expect(systems.toDegrees(registered(25832))([350_000, Number.POSITIVE_INFINITY])).toBeUndefined();
  });

  it('comes back to the same degrees by way of metres, within a hundredth of a millimetre', () => {
    const anywhere = fc.tuple(
      fc.double({ min: 5.9, max: 9.4, noNaN: true }),
      fc.double({ min: 50.3, max: 52.5, noNaN: true }),
    );

    fc.assert(
      fc.property(anywhere, (degrees) => {
        const metres = systems.toMetres(registered(4326))(degrees) ?? [0, 0];
        const back = systems.metresToDegrees(metres) ?? [0, 0];

        expect(back[0]).toBeCloseTo(degrees[0], 9);
        expect(back[1]).toBeCloseTo(degrees[1], 9);
      }),
    );
  });

  it('leaves metres in EPSG:25832 untouched and turns round what is written north first', () => {
    expect(systems.toMetres(registered(25832))([356_123.456, 5_645_678.901])).toEqual([
      356_123.456, 5_645_678.901,
    ]);
    const northFirst: Crs = { kind: 'registered', code: 25832, axes: 'north-east' };

    expect(systems.toMetres(northFirst)([5_645_678.901, 356_123.456])).toEqual([356_123.456, 5_645_678.901]);
  });

  it('knows the zone number in front of the easting', () => {
    expect(systems.toDegrees(registered(4647))([32_356_000, 5_645_000])).toEqual(
      systems.toDegrees(registered(25832))([356_000, 5_645_000]),
    );
  });

  it('knows the origin of the European grid', () => {
    const [lon, lat] = systems.toDegrees(registered(3035))([4_321_000, 3_210_000]) ?? [0, 0];

    expect(lon).toBeCloseTo(10, 9);
    expect(lat).toBeCloseTo(52, 9);
  });

  it('reads a definition given in full', () => {
    const crs: Crs = {
      kind: 'declared',
      proj: '+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=2500000 +y_0=0 +ellps=GRS80 +units=m',
    };

    const [lon, lat] = systems.toDegrees(crs)([2_356_000, 5_645_000]) ?? [0, 0];

    const known = systems.toDegrees(registered(25832))([356_000, 5_645_000]) ?? [0, 0];
    expect(lon).toBeCloseTo(known[0], 9);
    expect(lat).toBeCloseTo(known[1], 9);
  });

  it.each([
    'EPSG:25832',
    '+proj=nonsense',
    '+proj=longlat +ellps=bessel +nadgrids=@null',
    '+proj=tmerc +lon_0=6 +x_0=2500000 +ellps=bessel',
    '',
  ])('refuses the definition %j', (proj) => {
    expect(() => systems.toDegrees({ kind: 'declared', proj })).toThrow(/Koordinatensystem/);
  });
});
