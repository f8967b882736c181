/**
 * The demo county attacked from what its map shows: benefits by quarter, social area, municipality and county, as counts
 * and as rates over denominators that the attacker is given, with what everybody knows of their sums.
 */
import type { GroundTruth, TruthLevel, TruthMeasure, TruthPerson } from '../../src/demo/ground-truth.ts';
import { Attacker, sum, type Believed } from './attacker.ts';

/** Indicator id to what it is made of. */
export interface Made {
  readonly measure: TruthMeasure;
  /** Absent: a count. */
  readonly of?: (person: TruthPerson) => boolean;
}

export const BENEFITS: Readonly<Record<string, Made>> = {
  lb: { measure: 'leistungsberechtigte' },
  sgb2: { measure: 'leistungsberechtigte', of: ({ pastAgeLimit }) => !pastAgeLimit },
  elb: { measure: 'elb', of: ({ age, pastAgeLimit }) => age >= 15 && !pastAgeLimit },
  nef15: { measure: 'nef-unter-15', of: ({ age }) => age < 15 },
  bg: { measure: 'bedarfsgemeinschaften' },
  alo: { measure: 'arbeitslose', of: ({ age }) => age >= 15 && age <= 64 },
  'alo-j': { measure: 'arbeitslose-15-24', of: ({ age }) => age >= 15 && age <= 24 },
  'grusi-a': { measure: 'grundsicherung-alter', of: ({ pastAgeLimit }) => pastAgeLimit },
};

/** A value on the map: level, area and indicator; null where it is hidden. */
export interface Seen {
  readonly indicator: string;
  readonly level: TruthLevel;
  readonly area: string;
  readonly value: number | null;
}

export interface CountyQuestion {
  readonly truth: GroundTruth;
  readonly date: string;
  readonly seen: readonly Seen[];
  /** `level|area` to those of the level below that lie in it. */
  readonly parts: ReadonlyMap<string, readonly string[]>;
}

export interface Target {
  readonly measure: string;
  readonly area: string;
  readonly truth: number;
  readonly believed: Believed;
}

/** Every count of one to nine whose quarter shows none of its indicators, with what the attacker makes of it. */
export function attackCounty({ truth, date, seen, parts }: CountyQuestion): Target[] {
  const attacker = new Attacker();
  const measures = [...new Set(Object.values(BENEFITS).map(({ measure }) => measure))];
  for (const measure of measures)
    for (const [whole, own] of parts) {
      const rest = whole.startsWith('demo-gemeinde|') ? [`${measure}|rest ${whole}`] : [];
      const form = sum([...own.map((one) => `${measure}|${one}`), ...rest]);
      attacker.know({ ...form, [`${measure}|${whole}`]: -1 }, 0);
    }
  for (const place of new Set(seen.map(({ level, area }) => `${level}|${area}`))) {
    attacker.know({ [`leistungsberechtigte|${place}`]: 1, [`elb|${place}`]: -1, [`nef|${place}`]: -1 }, 0);
    attacker.know({ [`nef|${place}`]: 1, [`nef-unter-15|${place}`]: -1 }, 0, Infinity);
    attacker.know({ [`arbeitslose|${place}`]: 1, [`arbeitslose-15-24|${place}`]: -1 }, 0, Infinity);
  }
  const shown = new Set<string>();
  for (const { indicator, level, area, value } of seen) {
    const made = BENEFITS[indicator];
    if (!made || value === null) continue;
    const name = `${made.measure}|${level}|${area}`;
    shown.add(name);
    if (!made.of) attacker.know({ [name]: 1 }, value);
    else {
      const of = truth.count({ level, area, date } as Parameters<GroundTruth['count']>[0], made.of) ?? 0;
      const half = (of < 1000 ? 0.5 : 0.05) + 1e-4;
      attacker.know({ [name]: 1 }, ((value - half) * of) / 100, ((value + half) * of) / 100);
    }
  }
  const quarters = [
    ...new Set(seen.filter(({ level }) => level === 'demo-quartier').map(({ area }) => area)),
  ];
  return measures.flatMap((measure) =>
    quarters.flatMap((area) => {
      const name = `${measure}|demo-quartier|${area}`;
      const place = { level: 'demo-quartier', area, date, measure } as Parameters<GroundTruth['value']>[0];
      const own = truth.value(place) ?? 0;
      if (shown.has(name) || own < 1 || own > 9) return [];
      return [{ measure, area, truth: own, believed: attacker.interval({ [name]: 1 }) }];
    }),
  );
}
