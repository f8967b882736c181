/** One request of a browser, as the handlers of routes see it; and what a route is. */
import type { Context } from 'hono';
import type { App } from '../app.ts';
import type { Person } from '../engine/approval/person.ts';
import type { Sight } from '../engine/approval/sight.ts';
import type { Session } from '../engine/session/session.ts';
import type { CodeLogin } from '../kommonitor/code-login.ts';
import type { Accent } from './accent.ts';
import type { Address } from './address.ts';
import type { Assets } from './assets.ts';
import type { BarrierReports } from './barrier-reports.ts';
import type { Checkup } from './checkup.ts';
import type { ReadLogoutToken } from './logout-token.ts';
import type { Looks } from './inspect/looks.ts';
import type { Needs } from './rights.ts';
import type { SentFile } from './upload/multipart.ts';
import type { Uploads } from './upload/uploads.ts';

/** What the console needs of the App; tests give a smaller one. */
export type ConsoleApp = Pick<
  App,
  | 'desk'
  | 'sessions'
  | 'webLogin'
  | 'trailSigner'
  | 'examine'
  | 'sendLetter'
  | 'program'
  | 'now'
  | 'log'
  | 'lookInto'
> & {
  readonly config: Pick<App['config'], 'console' | 'login' | 'notify' | 'target' | 'state'>;
};

/** What is the same for every request. */
export interface House {
  readonly app: ConsoleApp;
  readonly accent: Accent;
  readonly address: Address;
  readonly assets: Assets;
  readonly checkup: Checkup;
  /** Undefined with accounts of this installation. */
  readonly openId: { readonly login: CodeLogin; readonly readLogoutToken: ReadLogoutToken } | undefined;
  readonly uploads: Uploads;
  /** What people have opened again for looking. */
  readonly looks: Looks;
  readonly barrierReports: BarrierReports;
  /** Milliseconds between two looks at a run that somebody watches. */
  readonly lookEvery: number;
  /** Ends what is sent piece by piece. */
  readonly signal: AbortSignal;
}

export interface Guest {
  readonly session: Session;
  readonly person: Person;
  /** Whose jobs and runs they see; whatever is shown or done goes by it. */
  readonly sight: Sight;
  /** Goes into every form. */
  readonly formToken: string;
}

export interface Visit {
  readonly c: Context;
  readonly house: House;
  /** Undefined on pages that need no log-in, where there is none. */
  readonly guest: Guest | undefined;
  /** What was typed into the form; empty where none was sent. */
  readonly form: Readonly<Record<string, string>>;
  /** Comes in while it is read; a form has one where its route takes files. */
  readonly file?: SentFile | undefined;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly needs: Needs;
  /** The request comes from the issuer and no browser; what it holds proves that. */
  readonly from?: 'issuer';
  /** Page on which the form of a POST stands, with the same parameters: what was typed is shown there again. */
  readonly formPage?: string;
  /** Other than a short form: one with a file, or pieces of a file, whose token is a header. Both limit themselves. */
  readonly sends?: 'file' | 'chunk';
  readonly handle: (visit: Visit) => Response | Promise<Response>;
}

export function requireGuest({ guest }: Visit): Guest {
  if (guest) return guest;
  throw new RangeError('a route without log-in asked for the person');
}

export function parameter({ c }: Visit, name: string): string {
  return c.req.param(name) ?? '';
}
