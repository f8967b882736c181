import { describe, expect, it } from 'vitest';
import { countOf, rateOf, term } from '../../../tests/support/formulas.ts';
import { releaseContent } from '../../../tests/support/release-samples.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { Indicator } from '../../mapping/indicator.ts';
import { earlierSides } from './earlier-sides.ts';
import type { ReadableRelease } from './knowledge-of.ts';
import { sidesOf } from './sides.ts';

const DAY = '2024-12-31';
const indicator = (formula: Indicator['formula']) => ({ id: 'i', formula }) as unknown as Indicator;
const told = (...figures: readonly string[]) => {
  const [table] = releaseContent(1).tables;
  const open = Object.fromEntries(figures.map((figure) => [figure, 1]));
  const content = { ...releaseContent(1), tables: [{ ...table!, open }] };
  return [{ content } as unknown as ReadableRelease];
};
const namesOf = (known: ReturnType<typeof earlierSides>) =>
  known.map(({ side, date }) => `${side.quantity} ${date}`);

describe('what earlier releases told', () => {
  it('is read from the names of their figures, each quantity and day once', () => {
    const known = earlierSides(
      told(
        `d.personen|quartier|Q1|${DAY}`,
        `d.personen|quartier|Q2|${DAY}`,
        `d.personen|sozialraum|S1|${DAY}+rest`,
        'd.personen|quartier|Q1|2023-12-31',
      ),
      [],
    );

    expect(namesOf(known)).toEqual([`d.personen ${DAY}`, 'd.personen 2023-12-31']);
  });

  it('keeps its selection, also of codes with signs in them', () => {
    const formula = countOf(term('d', { where: { age: ['0-2', '80+', 'a\\b|c'], sex: ['m'] } }));
    const { numerator } = sidesOf(formula);

    const [known] = earlierSides(told(`${numerator.quantity}|quartier|Q1|${DAY}`), []);

    expect(known?.side.quantity).toBe(numerator.quantity);
    expect(known?.side.parts).toMatchObject([
      {
        count: { dataset: 'd', measure: 'personen', where: { age: ['0-2', '80+', 'a\\b|c'], sex: ['m'] } },
        times: 1,
      },
    ]);
    expect(known?.side.daysOf(referenceDate(DAY))).toEqual([DAY]);
  });

  it('of several measures or days is known by an indicator that counts them', () => {
    const pooled = rateOf({ numerator: [term('a'), term('b')], pooledYears: 3 });
    const { numerator } = sidesOf(pooled);
    const figure = `${numerator.quantity}|quartier|Q1|${DAY}`;

    expect(earlierSides(told(figure), [])).toEqual([]);
    const [known] = earlierSides(told(figure), [indicator(pooled)]);

    expect(known?.side.daysOf(referenceDate(DAY))).toHaveLength(3);
  });

  it('stands on its own day, whatever day it was divided by', () => {
    const rate = rateOf({ denominatorDate: referenceDate('2022-05-15') });

    const [known] = earlierSides(told('d.personen|quartier|Q1|2022-05-15'), [indicator(rate)]);

    expect(known?.date).toBe('2022-05-15');
    expect(known?.side.daysOf(referenceDate('2022-05-15'))).toEqual(['2022-05-15']);
  });

  it('leaves converted figures out, which add up to nothing', () => {
    expect(earlierSides(told(`d.personen|quartier|Q1|${DAY}|umgerechnet`), [])).toEqual([]);
  });
});
