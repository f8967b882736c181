import { describe, expect, it } from 'vitest';
import { referenceDate } from '../core/reference-date.ts';
import { codeListFile, codeListOf, type CodeList } from './code-list.ts';
import { loadYaml } from './load.ts';
import { refreshCodes, type NewCodeList } from './refreshed-codes.ts';
import { refreshRule, type RefreshRule } from './refresh.ts';
import { codesYaml } from './write-codes.ts';

const PLACE = { file: 'verzeichnis.xlsx', row: 0 };
const SOURCE = { name: 'Verzeichnis', licence: 'dl-de/by-2-0' };

function rule(more: Partial<RefreshRule> = {}): RefreshRule {
  const written = {
    codes: 'ags',
    title: 'Gemeinden',
    connector: 'itnrw',
    config: {},
    layout: { form: 'x' },
    key: { column: 'K', keep: '.' },
    label: 'L',
    asOf: { from: 'parameter' },
    absent: 'end',
    source: SOURCE,
  };
  return { ...refreshRule.parse(written), ...more };
}

/** The list as it stands, read back from its own text. */
function list(codes: Readonly<Record<string, string>>, asOf = '2024-06-30'): CodeList {
  return reload({
    id: 'ags',
    title: 'Gemeinden',
    source: { ...SOURCE, asOf: referenceDate(asOf) },
    editions: [{ validFrom: referenceDate('2009-10-21'), validTo: null, codes: codesOf(codes) }],
  });
}

function reload(written: NewCodeList): CodeList {
  const loaded = loadYaml(codesYaml(written, 'ags'), 'ags.yaml', codeListFile);
  if (!loaded.ok) throw new RangeError(JSON.stringify(loaded.problems));
  return codeListOf(loaded.value, { origin: loaded.origin, sha256: '' });
}

function codesOf(codes: Readonly<Record<string, string>>) {
  return new Map(Object.entries(codes).map(([code, label]) => [code, { label, to: code }]));
}

function delivered(codes: Readonly<Record<string, string>>, asOf = '2025-03-31') {
  return { asOf: referenceDate(asOf), codes: new Map(Object.entries(codes)) };
}

/** A hundred municipalities. */
const HUNDRED = Object.fromEntries(
  Array.from({ length: 100 }, (_, i) => [`051580${String(i).padStart(2, '0')}`, `Ort ${i}`]),
);
const { '05158000': _first, ...NINETY_NINE } = HUNDRED;

function refresh(
  present: CodeList | undefined,
  now: ReturnType<typeof delivered>,
  more: Partial<RefreshRule> = {},
) {
  const { list, changed, findings } = refreshCodes(present, now, rule(more), PLACE);
  const told = findings.map(
    (one) => `${one.severity} ${one.code.replace('mapping.codes-', '')}: ${one.found}`,
  );
  const editions = list?.editions.map(({ validFrom, validTo, codes }) => [validFrom, validTo, codes.size]);
  return { list, changed, told, editions, findings };
}

describe('refreshCodes', () => {
  it('changes nothing where the source says what the list says', () => {
    const { changed, told, editions } = refresh(list(HUNDRED), delivered(HUNDRED, '2024-06-30'));

    expect(changed).toBe(false);
    expect(told).toEqual([]);
    expect(editions).toEqual([['2009-10-21', null, 100]]);
  });

  it('takes over a newer day alone', () => {
    const { changed, list: after, told } = refresh(list(HUNDRED), delivered(HUNDRED));

    expect(changed).toBe(true);
    expect(after?.source.asOf).toBe('2025-03-31');
    expect(told).toEqual([]);
  });

  it('renames in place: the unit is the same', () => {
    const {
      told,
      editions,
      list: after,
    } = refresh(list(HUNDRED), delivered({ ...HUNDRED, '05158001': 'Ort 1, Stadt' }));

    expect(told).toEqual(['info renamed: 05158001 Ort 1 → Ort 1, Stadt']);
    expect(editions).toEqual([['2009-10-21', null, 100]]);
    expect(after?.editions[0]?.codes.get('05158001')?.label).toBe('Ort 1, Stadt');
  });

  it('wants to be told since when units have come or gone', () => {
    const now = delivered({ ...NINETY_NINE, '05158999': 'Neustadt' });

    const { list: after, told, findings } = refresh(list(HUNDRED), now);

    expect(after).toBeUndefined();
    expect(told).toEqual([
      'info added: 05158999 Neustadt',
      'error undated: 05158999 Neustadt, 05158000 Ort 0',
    ]);
    expect(findings[1]?.expected).toBe('nach dem 30.06.2024, bis zum 31.03.2025');
  });

  it('begins a new edition on that day and ends the one before', () => {
    const now = delivered({ ...NINETY_NINE, '05158999': 'Neustadt' });

    const {
      editions,
      told,
      list: after,
    } = refresh(list(HUNDRED), now, {
      changedOn: referenceDate('2025-01-01'),
    });

    expect(editions).toEqual([
      ['2009-10-21', '2024-12-31', 100],
      ['2025-01-01', null, 100],
    ]);
    expect(told).toEqual(['info added: 05158999 Neustadt', 'warning ended: 05158000 Ort 0']);
    expect(reload(after!).editions.map(({ validTo }) => validTo)).toEqual(['2024-12-31', null]);
  });

  it.each(['2024-06-30', '2025-04-01', '2009-01-01'])(
    'takes no day that cannot be the one of this change: %s',
    (day) => {
      const { told } = refresh(list(HUNDRED), delivered(NINETY_NINE), { changedOn: referenceDate(day) });

      expect(told).toEqual(['error undated: 05158000 Ort 0']);
    },
  );

  it('refuses a source that lacks more than two in a hundred', () => {
    const three = Object.fromEntries(Object.entries(HUNDRED).slice(3));
    const two = Object.fromEntries(Object.entries(HUNDRED).slice(2));
    const changedOn = referenceDate('2025-01-01');

    expect(refresh(list(HUNDRED), delivered(three), { changedOn }).told).toEqual([
      'block vanished: 3 von 100',
    ]);
    expect(refresh(list(HUNDRED), delivered(two), { changedOn }).editions).toHaveLength(2);
  });

  it('refuses an older source than the list', () => {
    const { list: after, told } = refresh(list(HUNDRED), delivered(HUNDRED, '2024-03-31'));

    expect(after).toBeUndefined();
    expect(told).toEqual(['error older: 31.03.2024']);
  });

  it('keeps what a partial source does not name, and adds what no source can name', () => {
    const present = refresh(undefined, delivered({ '163': 'Türkei', '475': 'Syrien' }), { absent: 'keep' });

    const { told, list: after } = refresh(
      reload(present.list!),
      delivered({ '163': 'Türkei', '166': 'Ukraine' }),
      { absent: 'keep', also: { '000': 'deutsch' } },
    );

    expect([...(after?.editions[0]?.codes ?? [])].map(([code, { label }]) => `${code} ${label}`)).toEqual([
      '000 deutsch',
      '163 Türkei',
      '166 Ukraine',
      '475 Syrien',
    ]);
    expect(told).toEqual(['info added: 000 deutsch, 166 Ukraine', 'info kept: 1']);
  });

  it('keeps the name under which a code is filed, and quotes in labels', () => {
    const present = reload({
      id: 'ags',
      title: 'x',
      source: { ...SOURCE, asOf: referenceDate('2024-06-30') },
      editions: [
        { validFrom: null, validTo: null, codes: new Map([['000', { label: 'deutsch', to: 'd' }]]) },
      ],
    });

    const { list: after } = refresh(present, delivered({ '000': 'deutsch', '231': "Cote d'Ivoire" }), {
      absent: 'keep',
    });

    expect(Object.fromEntries(reload(after!).editions[0]?.codes ?? [])).toEqual({
      '000': { label: 'deutsch', to: 'd' },
      '231': { label: "Cote d'Ivoire", to: '231' },
    });
  });

  it('wants the first day of a list that keeps account of days', () => {
    expect(refresh(undefined, delivered(HUNDRED)).told[0]).toMatch(/^error undated: .* und 90 weitere$/);
    expect(
      refresh(undefined, delivered(HUNDRED), { changedOn: referenceDate('2000-01-01') }).editions,
    ).toEqual([['2000-01-01', null, 100]]);
  });
});
