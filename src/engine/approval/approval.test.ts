import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SyncError } from '../../errors.ts';
import { acted, isOpen, type Approval, type ApprovalAction } from './approval.ts';

const START = Date.UTC(2026, 1, 3, 13);
const DAY = 86_400_000;

const fresh = (who: Pick<Approval, 'submittedBy' | 'uploadedBy'>): Approval => ({
  run: '2026-0001',
  planHash: 'abcdef',
  basis: '{}',
  ...who,
  submittedAt: new Date(START).toISOString(),
  expiresAt: new Date(START + 14 * DAY).toISOString(),
  decision: null,
  decidedBy: null,
  decidedAt: null,
  notBefore: null,
  reason: null,
  usedAt: null,
  permit: null,
});

const people = fc.constantFrom('local:a', 'local:b', 'local:c');
const moments = fc.integer({ min: -5, max: 20 }).map((days) => new Date(START + days * DAY).toISOString());
const actions: fc.Arbitrary<ApprovalAction> = fc.oneof(
  people.map((by): ApprovalAction => ({ kind: 'vouch', by })),
  people.map((by): ApprovalAction => ({ kind: 'approve', by })),
  fc.record({ kind: fc.constant('approve' as const), by: people, notBefore: moments }),
  fc.record({ kind: fc.constant('reject' as const), by: people, reason: fc.constantFrom('', 'falsch') }),
  people.map((by): ApprovalAction => ({ kind: 'withdraw', by })),
  fc.constantFrom<ApprovalAction>(
    { kind: 'expire' },
    { kind: 'overtake' },
    { kind: 'use' },
    { kind: 'give-back' },
  ),
);
const steps = fc.array(fc.record({ action: actions, days: fc.integer({ min: 0, max: 6 }) }), {
  maxLength: 20,
});
const beginnings = fc
  .record({
    submittedBy: fc.option(people, { nil: null }),
    uploadedBy: fc.option(people, { nil: null }),
  })
  .map(fresh);

interface Step {
  readonly before: Approval;
  readonly after: Approval;
  readonly action: ApprovalAction;
  readonly at: number;
}

/** Whatever people try, in any order; what is refused changes nothing. */
function history(begin: Approval, tried: readonly { action: ApprovalAction; days: number }[]): Step[] {
  let approval = begin;
  let at = START;
  const done: Step[] = [];
  for (const { action, days } of tried) {
    at += days * DAY;
    try {
      const after = acted(approval, action, new Date(at));
      done.push({ before: approval, after, action, at });
      approval = after;
    } catch (error) {
      if (!(error instanceof SyncError) && !(error instanceof RangeError)) throw error;
    }
  }
  return done;
}

describe('the life of an approval, whatever is tried in whatever order', () => {
  it('is used only where two different people have agreed, and not the one who delivered', () => {
    fc.assert(
      fc.property(beginnings, steps, (begin, tried) => {
        for (const { before, after, action } of history(begin, tried)) {
          if (action.kind !== 'use') continue;
          expect(before.decision).toBe('approved');
          expect(after.submittedBy).not.toBeNull();
          expect(after.decidedBy).not.toBeNull();
          expect(new Set([after.submittedBy, after.decidedBy]).size).toBe(2);
          expect(after.decidedBy).not.toBe(after.uploadedBy);
        }
      }),
    );
  });

  it('is used once, unless it was given back', () => {
    fc.assert(
      fc.property(beginnings, steps, (begin, tried) => {
        const kinds = history(begin, tried).map(({ action }) => action.kind);
        const uses = kinds.filter((kind) => kind === 'use').length;
        expect(uses - kinds.filter((kind) => kind === 'give-back').length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is neither approved nor used after its date', () => {
    fc.assert(
      fc.property(beginnings, steps, (begin, tried) => {
        for (const { action, at } of history(begin, tried))
          if (['vouch', 'approve', 'use'].includes(action.kind))
            expect(at).toBeLessThanOrEqual(START + 14 * DAY);
      }),
    );
  });

  it('is never used before the moment it was approved for, and that lies within its date', () => {
    fc.assert(
      fc.property(beginnings, steps, (begin, tried) => {
        for (const { after, action, at } of history(begin, tried)) {
          if (after.notBefore === null) continue;
          expect(after.notBefore <= after.expiresAt).toBe(true);
          if (action.kind === 'approve') expect(Date.parse(after.notBefore)).toBeGreaterThan(at);
          if (action.kind === 'use') expect(at).toBeGreaterThanOrEqual(Date.parse(after.notBefore));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never changes what was approved, nor who submitted it', () => {
    fc.assert(
      fc.property(beginnings, steps, (begin, tried) => {
        for (const { before, after, action } of history(begin, tried)) {
          const { planHash, basis, uploadedBy, expiresAt, run } = before;
          expect(after).toMatchObject({ planHash, basis, uploadedBy, expiresAt, run });
          if (action.kind !== 'vouch') expect(after.submittedBy).toBe(before.submittedBy);
        }
      }),
    );
  });

  it('is over for good once it is decided against', () => {
    fc.assert(
      fc.property(beginnings, steps, (begin, tried) => {
        const done = history(begin, tried);
        const end = done.findIndex(({ after }) => !isOpen(after) && after.decision !== 'approved');
        if (end >= 0) expect(done.slice(end + 1)).toEqual([]);
      }),
    );
  });
});

describe('what nobody may do', () => {
  const approved = acted(
    fresh({ submittedBy: 'local:a', uploadedBy: null }),
    { kind: 'approve', by: 'local:b' },
    new Date(START),
  );

  const forLater = acted(
    fresh({ submittedBy: 'local:a', uploadedBy: null }),
    { kind: 'approve', by: 'local:b', notBefore: new Date(START + 1).toISOString() },
    new Date(START),
  );

  it.each<[string, Approval, ApprovalAction]>([
    ['approval.own', fresh({ submittedBy: 'local:a', uploadedBy: null }), { kind: 'approve', by: 'local:a' }],
    [
      'approval.own',
      fresh({ submittedBy: 'local:a', uploadedBy: 'local:b' }),
      { kind: 'approve', by: 'local:b' },
    ],
    [
      'approval.own',
      fresh({ submittedBy: 'local:a', uploadedBy: null }),
      { kind: 'reject', by: 'local:a', reason: 'falsch' },
    ],
    [
      'approval.nobody-submitted',
      fresh({ submittedBy: null, uploadedBy: null }),
      { kind: 'approve', by: 'local:b' },
    ],
    [
      'approval.submitted',
      fresh({ submittedBy: 'local:a', uploadedBy: null }),
      { kind: 'vouch', by: 'local:b' },
    ],
    [
      'approval.time-past',
      fresh({ submittedBy: 'local:a', uploadedBy: null }),
      { kind: 'approve', by: 'local:b', notBefore: new Date(START).toISOString() },
    ],
    [
      'approval.too-late',
      fresh({ submittedBy: 'local:a', uploadedBy: null }),
      { kind: 'approve', by: 'local:b', notBefore: new Date(START + 14 * DAY + 1).toISOString() },
    ],
    ['approval.not-yet', forLater, { kind: 'use' }],
    ['approval.decided', approved, { kind: 'approve', by: 'local:c' }],
    ['approval.decided', approved, { kind: 'reject', by: 'local:c', reason: 'falsch' }],
    ['approval.not-yours', approved, { kind: 'withdraw', by: 'local:b' }],
    ['approval.used', acted(approved, { kind: 'use' }, new Date(START)), { kind: 'use' }],
    ['approval.used', acted(approved, { kind: 'use' }, new Date(START)), { kind: 'withdraw', by: 'local:a' }],
  ])('%s', (code, before, action) => {
    expect(() => acted(before, action, new Date(START))).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe('an approval for a later moment', () => {
  const noon = new Date(START + DAY);
  const forLater = acted(
    fresh({ submittedBy: 'local:a', uploadedBy: null }),
    { kind: 'approve', by: 'local:b', notBefore: noon.toISOString() },
    new Date(START),
  );

  it('is used from that very moment on', () => {
    const justBefore = new Date(noon.getTime() - 1);

    expect(() => acted(forLater, { kind: 'use' }, justBefore)).toThrow(
      'für den 04.02.2026 um 14:00 Uhr freigegeben',
    );
    expect(acted(forLater, { kind: 'use' }, noon).usedAt).toBe(noon.toISOString());
  });

  it('can be withdrawn before', () => {
    const after = acted(forLater, { kind: 'withdraw', by: 'local:a' }, new Date(START));

    expect(after.decision).toBe('withdrawn');
    expect(isOpen(after)).toBe(false);
  });
});
