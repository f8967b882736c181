/** A plan with a comma in the wrong place. */
import { referenceDate } from '../../src/core/reference-date.ts';
import { planSync, type Plan } from '../../src/sync/plan.ts';
import {
  area,
  edition,
  FRAME,
  seriesOf,
  standing,
  storedIndicator,
  storedLink,
  storedTable,
  storedUnit,
  wanted,
  wantedIndicator,
  wantedLevel,
} from './sync-samples.ts';
import { UNIT } from './target-samples.ts';

const AREAS = [area('01'), area('02', { at: 1 })];

/** One value of two is ten times what it was. */
export const COMMA_PLAN: Plan = planSync(
  wanted(
    [wantedLevel(edition('2020-01-01', ...AREAS))],
    [wantedIndicator()],
    [seriesOf({ '2024-12-31': { '01': 79, '02': 8 } })],
  ),
  standing({
    units: [storedUnit()],
    indicators: [storedIndicator({ dates: [referenceDate('2024-12-31')], links: [storedLink()] })],
    features: {
      [UNIT.name]: AREAS.map(({ key, name, geometry }) => ({
        key,
        name,
        geometry,
        validity: { from: referenceDate('2020-01-01'), to: null },
      })),
    },
    values: { [UNIT.name]: storedTable({ '2024-12-31': { '01': 7.9, '02': 7.5 } }) },
  }),
  { ...FRAME, createdAt: new Date('2026-02-03T12:58:00.000Z') },
);
