/** The pages of the ledger about who may publish what. Implemented by the room `store`. */
import type { Approval, ApprovalAction } from './approval.ts';
import type { Role } from './person.ts';

export type NewApproval = Pick<
  Approval,
  'run' | 'planHash' | 'basis' | 'uploadedBy' | 'submittedBy' | 'expiresAt'
>;

/** Two people have agreed that a schedule may publish by itself within limits. */
export interface Permit {
  /** Hash of what was permitted: job, target and limits. Another text is another permit. */
  readonly id: string;
  readonly job: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
}

/** A local account, for an installation on one machine. */
export interface Account {
  readonly name: string;
  readonly roles: readonly Role[];
  /** `scrypt$N$r$p$salt$hash`; never leaves the room that checks it. */
  readonly password: string;
  readonly locked: boolean;
  /** Organisations; left out: none. */
  readonly groups?: readonly string[];
  readonly createdAt: string;
}

export interface LoginLimits {
  readonly attempts: number;
  /** The attempts are counted within so many seconds, and then refused for so many. */
  readonly seconds: number;
}

export interface ApprovalBook {
  /** The run waits from now on. `permit`: it does not wait, but goes on at once under this complete permit. */
  submit(approval: NewApproval, permit?: Permit): Promise<Approval>;
  approval(run: string): Promise<Approval | undefined>;
  /** All for this plan, newest first. */
  approvalsOf(planHash: string): Promise<readonly Approval[]>;
  /** Waiting for a person or for being carried out, oldest first. */
  openApprovals(): Promise<readonly Approval[]>;
  /** One transaction: decides by `acted`, changes the run with it, and tells the audit trail. Throws what `acted` throws. */
  actOnApproval(run: string, action: ApprovalAction): Promise<Approval>;

  /** The run is withdrawn, in one transaction with the audit trail; false: it is no draft any more. */
  discardDraft(run: string, by: string): Promise<boolean>;

  permit(id: string): Promise<Permit | undefined>;
  /** The first person proposes, another one approves; throws `permit.own` (kind permission) where it is the same. */
  signPermit(permit: Pick<Permit, 'id' | 'job'>, by: string): Promise<Permit>;

  account(name: string): Promise<Account | undefined>;
  accounts(): Promise<readonly Account[]>;
  /** Makes or replaces it. `by`: what was changed, for the audit trail. */
  putAccount(account: Omit<Account, 'createdAt'>, change: AccountChange): Promise<void>;
  /** Counts the attempt before it is made, for unknown names as well; false: refused for now. */
  countLogin(name: string, limits: LoginLimits): Promise<boolean>;
  /** The attempt was a good one. */
  forgetLogins(name: string): Promise<void>;
}

export type AccountChange = 'added' | 'locked' | 'unlocked' | 'password' | 'rehashed' | 'groups';
