/** What the layouts `cube`, `zensus-grid` and `regional-machine-sheets` make of a file that no profile describes yet. */
import {
  cellText,
  probeText,
  probeWorkbook,
  type LandedDelivery,
  type LayoutProposal,
  type TextProbe,
} from '../../src/sdk/index.ts';

const CUBE_HEAD = /^K;DQ;.*\r?\nD;([^;\r\n]+);/m;
const GRID_HEAD = /^gitter_id_(100m|1km|10km);x_mp_\1;y_mp_\1;/i;
const CELLS: Readonly<Record<string, number>> = { '100m': 100, '1km': 1000, '10km': 10_000 };
const SIGN = 'werterlaeuternde_zeichen';

export async function recogniseCube(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  const probe = await probeText(delivery);
  const cube = CUBE_HEAD.exec(probe?.text.slice(0, 4096) ?? '')?.[1];
  if (cube === undefined) return undefined;
  return {
    options: { cube },
    certainty: 0.98,
    because: 'Die Blöcke K;DQ … K;QEI kennzeichnen den Export eines Datenquaders von GENESIS.',
    signs: { base: 'genesis' },
  };
}

/** Of an archive with several grids the coarsest is proposed: it is the one that a first look reads quickly. */
export async function recogniseGrid(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  const grids = (await probesOf(delivery)).flatMap((probe) => gridOf(probe) ?? []);
  const grid = grids.reduce<Grid | undefined>((a, b) => (a && a.cell >= b.cell ? a : b), undefined);
  if (!grid) return undefined;
  const { probe, cell, values } = grid;
  const member = probe.members.length > 1 ? probe.member?.split('/').at(-1) : undefined;
  return {
    options: {
      encoding: probe.encoding.declared === 'windows-1252' ? 'windows-1252' : 'utf-8',
      cell,
      values,
      ...(member === undefined ? {} : { member }),
    },
    certainty: 0.98,
    because: `Die Kopfzeile ist die eines Zensusgitters mit Zellen von ${cell} m${grids.length > 1 ? `; das Archiv enthält ${grids.length} Gitter` : ''}.`,
    // The dash means: nothing there or secret; one cannot be told from the other.
    signs: { base: 'genesis', override: { '-': 'unknown', '–': 'unknown' } },
  };
}

async function probesOf(delivery: LandedDelivery): Promise<TextProbe[]> {
  const first = await probeText(delivery);
  if (!first || first.members.length < 2) return first ? [first] : [];
  const probes: TextProbe[] = [];
  for (const member of first.members.filter((name) => /gitter.*\.csv$/i.test(name))) {
    const probe = await probeText(delivery, member);
    if (probe) probes.push(probe);
  }
  return probes;
}

interface Grid {
  readonly probe: TextProbe;
  readonly cell: number;
  readonly values: readonly string[];
}

function gridOf(probe: TextProbe): Grid | undefined {
  const line = probe.text.split(/\r?\n/, 1)[0] ?? '';
  const cell = CELLS[GRID_HEAD.exec(line)?.[1]?.toLowerCase() ?? ''];
  if (cell === undefined) return undefined;
  const values = line
    .split(';')
    .slice(3)
    .map(cellText)
    .filter((name) => name.toLowerCase() !== SIGN);
  return values.length > 0 ? { probe, cell, values } : undefined;
}

export async function recogniseMachineSheets(delivery: LandedDelivery): Promise<LayoutProposal | undefined> {
  const workbook = await probeWorkbook(delivery);
  const sheets = workbook.sheets.filter(({ name, rows }) => {
    const header = rows[0]?.cells.map(cellText) ?? [];
    return (
      name.startsWith('CSV-') &&
      ['Berichtszeitpunkt', '_RS', 'Regionalebene'].every((label) => header.includes(label))
    );
  });
  const [sheet] = sheets;
  if (!sheet) return undefined;
  const others = sheets.slice(1).map(({ name }) => name);
  return {
    options: { sheet: sheet.name },
    certainty: 0.95,
    because: `Das Blatt „${sheet.name}“ ist ein Maschinenblatt der Regionaltabellen des Zensus 2022${others.length > 0 ? `; ein Profil liest ein Blatt, daneben gibt es ${others.join(', ')}` : ''}.`,
    signs: { base: 'genesis' },
  };
}
