/** The kinds of notices that people can be sent; the configuration says who gets which. */
export const NOTICES = [
  'needs_attention',
  'parked',
  'failed',
  'compensated',
  'check_failed',
  'approval_waiting',
  'delivery_overdue',
] as const;
export type NoticeKind = (typeof NOTICES)[number];
/** What people write to people by the program's mail. */
export const LETTERS = ['barrier'] as const;
export type LetterKind = (typeof LETTERS)[number];
