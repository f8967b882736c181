/**
 * The promises every connector keeps. Each connector's own test calls `describeConnector` with its fixtures
 * and adds only what is special about it.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyConnector, ConnectorContext, DeliveryOffer, LandedDelivery } from '../../src/sdk/index.ts';
import type { DeliverySource } from '../../src/engine/ports.ts';
import { readAtDesk } from '../support/desk-process.ts';
import { land, landed } from './land.ts';
import { readLayout } from './read-layout.ts';

export interface ConnectorCases {
  /** Folder of the connector: `import.meta.dirname`. */
  readonly folder: string;
  /** A valid configuration whose files lie in `__fixtures__`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** At least one example for each layout. */
  readonly layouts: Readonly<Record<string, readonly LayoutExample[]>>;
}

/** Options as a profile gives them, and the id of an offer that they fit without a finding. */
export interface LayoutExample {
  readonly options: unknown;
  readonly offer: string;
}

export function describeConnector(connector: AnyConnector, cases: ConnectorCases): void {
  describe(`connector ${connector.id} keeps the contract`, () => {
    let scratch = '';
    beforeAll(async () => {
      scratch = await mkdtemp(path.join(tmpdir(), 'connector-'));
    });
    afterAll(() => rm(scratch, { recursive: true, force: true }));

    describeIdentity(connector, cases);
    describeSource(connector, cases);
    it('has an example for each layout', () => {
      expect(Object.keys(cases.layouts).sort()).toEqual(Object.keys(connector.layouts ?? {}).sort());
    });
    for (const [form, examples] of Object.entries(cases.layouts))
      for (const example of examples)
        describeLayout(connector, { ...cases, form, example, scratch: () => scratch });
  });
}

function describeIdentity(connector: AnyConnector, cases: ConnectorCases): void {
  it('is called like its folder, in kebab case', () => {
    const folder = path.basename(cases.folder).replace(/^_/, '');

    expect(connector.id).toBe(folder);
    expect(connector.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(connector.title).not.toBe('');
  });

  it('refuses an unknown key in its configuration', () => {
    expect(connector.configSchema.safeParse(cases.config).success).toBe(true);
    expect(connector.configSchema.safeParse({ ...cases.config, unbekannt: 1 }).success).toBe(false);
  });

  it('asks for no secret that it has not declared', async () => {
    const asked = new Set<string>();
    const context = contextOf(cases, { secret: (name) => (asked.add(name), 'x') });

    await connector.check(configOf(connector, cases), context);
    for (const offer of await offersOf(connector, cases, context))
      await firstByte(connector, cases, offer, context);

    expect([...asked].filter((name) => !connector.secrets.includes(name))).toEqual([]);
    expect(connector.secrets.every((name) => /^KMSYNC_[A-Z0-9_]+$/.test(name))).toBe(true);
  });
}

function describeSource(connector: AnyConnector, cases: ConnectorCases): void {
  it('lists the same offers every time, each with an id of its own', async () => {
    const first = await offersOf(connector, cases);
    const second = await offersOf(connector, cases);

    expect(second).toEqual(first);
    expect(first.length).toBeGreaterThan(0);
    expect(new Set(first.map((offer) => offer.id)).size).toBe(first.length);
    expect(
      first.flatMap((offer) => [offer.file, ...offer.companions]).filter((f) => /[\\/]/.test(f)),
    ).toEqual([]);
  });

  it('opens the same bytes every time', async () => {
    for (const offer of await offersOf(connector, cases)) {
      const scratch = await mkdtemp(path.join(tmpdir(), 'connector-open-'));
      const task = {
        connector,
        config: configOf(connector, cases),
        context: contextOf(cases),
        landing: scratch,
      };
      const hashes = (d: LandedDelivery) => [d.sha256, ...d.companions.map((companion) => companion.sha256)];

      const first = await land(offer, task);
      const second = await land(offer, task);
      await rm(scratch, { recursive: true, force: true });

      expect(hashes(second)).toEqual(hashes(first));
      expect(first.bytes).toBeGreaterThan(0);
    }
  });

  it('stops with the reason of the signal', async () => {
    const [offer] = await offersOf(connector, cases);
    const reason = new Error('cancelled by the test');
    const context = contextOf(cases, { signal: AbortSignal.abort(reason) });

    const listing = offersOf(connector, cases, context);
    const opening = firstByte(connector, cases, offer!, context);

    await expect(listing).rejects.toBe(reason);
    await expect(opening).rejects.toBe(reason);
  });
}

interface LayoutCases extends ConnectorCases {
  readonly form: string;
  readonly example: LayoutExample;
  readonly scratch: () => string;
}

function describeLayout(connector: AnyConnector, cases: LayoutCases): void {
  const { example } = cases;
  const layout = connector.layouts?.[cases.form];
  if (!layout) throw new RangeError(`${connector.id} has no layout ${cases.form}`);
  const options: unknown = layout.options.parse(example.options);

  async function delivery(): Promise<LandedDelivery> {
    const offer = (await offersOf(connector, cases)).find(({ id }) => id === example.offer);
    if (!offer) throw new RangeError(`no offer ${example.offer}`);
    return land(offer, {
      connector,
      config: configOf(connector, cases),
      context: contextOf(cases),
      landing: cases.scratch(),
    });
  }

  describe(`layout ${cases.form} with ${example.offer}`, () => {
    it('refuses an unknown option', () => {
      const extended = { ...(example.options as object), unbekannt: 1 };

      expect(layout.options.safeParse(extended).success).toBe(false);
    });

    it('reads its example without a finding, the same each time', async () => {
      const landedExample = await delivery();

      const first = await readLayout(layout, landedExample, options);
      const second = await readLayout(layout, landedExample, options);

      expect(first.findings).toEqual([]);
      expect(second).toEqual(first);
      expect(first.tables.length + (first.layer ? 1 : 0)).toBeGreaterThan(0);
      for (const table of first.tables) {
        const numbers = table.rows.map(({ row }) => row);
        expect(table.rows.every(({ cells }) => cells.length === table.columns.length)).toBe(true);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        expect(Array.isArray(table.titles) && Array.isArray(table.notes)).toBe(true);
      }
      for (const feature of first.layer?.features ?? []) expect(feature.row).toBeGreaterThan(0);
    });

    it('recognises its example, if at all, with options that it accepts and reads without a stop', async () => {
      const landedExample = await delivery();
      const signal = new AbortController().signal;

      const proposal = await layout.recognise?.(landedExample, signal);

      const holdsPersons = layout.kind === 'tables' && layout.holdsPersons !== undefined;
      if (!proposal || holdsPersons) return;
      expect(proposal.certainty).toBeGreaterThan(0);
      expect(proposal.certainty).toBeLessThanOrEqual(1);
      expect(proposal.because).toMatch(/\.$/);
      const read = await readLayout(layout, landedExample, layout.options.parse(proposal.options));
      expect(read.findings.filter((f) => f.severity === 'error' || f.severity === 'block')).toEqual([]);
      expect(read.tables.length + (read.layer ? 1 : 0)).toBeGreaterThan(0);
    });

    it.each(Object.entries(WRONG_FILES))(
      'does not take %s for its own, and does not throw',
      async (name, bytes) => {
        const file = path.join(cases.scratch(), `wrong-${name}${path.extname(example.offer)}`);
        await writeFile(file, bytes);

        const proposal = await layout.recognise?.(await landed(file), new AbortController().signal);

        expect(proposal).toBeUndefined();
      },
    );

    it.each(Object.entries(WRONG_FILES))(
      'answers %s with findings and reads nothing',
      async (name, bytes) => {
        const file = path.join(cases.scratch(), `${name}${path.extname(example.offer)}`);
        await writeFile(file, bytes);

        const read = await readLayout(layout, await landed(file), options);

        expect(
          read.findings.filter((f) => f.severity === 'error' || f.severity === 'block').length,
        ).toBeGreaterThan(0);
        expect(read.tables.flatMap((table) => table.rows)).toEqual([]);
        expect(read.layer?.features ?? []).toEqual([]);
        expect(JSON.stringify(read.findings)).not.toContain(cases.scratch());
      },
    );

    it('is read in another process as here, with options that can be sent', async () => {
      const source = connector as DeliverySource;
      const there = readAtDesk(new Map([[connector.id, source]]))(source).layouts?.[cases.form];
      const wrong = Object.entries(WRONG_FILES).map(async ([name, bytes]) => {
        const file = path.join(cases.scratch(), `apart-${name}${path.extname(example.offer)}`);
        await writeFile(file, bytes);
        return landed(file);
      });

      for (const one of [await delivery(), ...(await Promise.all(wrong))]) {
        const here = await readLayout(layout, one, options);

        expect(await readLayout(there!, one, options)).toEqual(here);
      }
    });

    it('stops reading with the reason of the signal', async () => {
      const reason = new Error('cancelled by the test');

      const reading = readLayout(layout, await delivery(), options, AbortSignal.abort(reason));

      await expect(reading).rejects.toBe(reason);
    });
  });
}

/** What lands under a right name by mistake. */
const WRONG_FILES: Readonly<Record<string, Uint8Array>> = {
  empty: Buffer.alloc(0),
  zip: Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(200, 7)]),
  'old-excel': Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]),
  binary: Buffer.from(Array.from({ length: 600 }, (_, index) => (index * 37) % 256)),
  prose: Buffer.from('Sehr geehrte Damen und Herren,\nanbei die Daten.\n'),
};

function contextOf(cases: ConnectorCases, change: Partial<ConnectorContext> = {}): ConnectorContext {
  const deliveries = path.join(cases.folder, '__fixtures__');
  return { deliveries, signal: new AbortController().signal, secret: () => 'x', ...change };
}

function configOf(connector: AnyConnector, cases: ConnectorCases): unknown {
  return connector.configSchema.parse(cases.config);
}

async function offersOf(
  connector: AnyConnector,
  cases: ConnectorCases,
  context = contextOf(cases),
): Promise<DeliveryOffer[]> {
  const offers: DeliveryOffer[] = [];
  for await (const offer of connector.list(configOf(connector, cases), context)) offers.push(offer);
  return offers;
}

async function firstByte(
  connector: AnyConnector,
  cases: ConnectorCases,
  offer: DeliveryOffer,
  context: ConnectorContext,
): Promise<void> {
  for await (const _ of connector.open(configOf(connector, cases), offer, offer.file, context)) return;
}
