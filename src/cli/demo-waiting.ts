/** What the demo leaves to people: two of them, and a corrected delivery that one has brought and the other decides about. */
import { randomInt } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { App } from '../app.ts';
import type { Person, Role } from '../engine/approval/person.ts';
import type { RunState } from '../engine/ledger.ts';
import type { County } from '../demo/generate-county.ts';

const DELIVERED_TO = 'demo-jobcenter';
/** Between the two of them they see every page. */
const PEOPLE = {
  anna: ['sync-editor', 'sync-operator'],
  bernd: ['sync-approver', 'sync-auditor'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export interface DemoUser {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Made for this demo; nobody is told it again. */
  readonly password: string;
}

export interface DemoWaiting {
  readonly run: string;
  readonly state: RunState;
  readonly file: string;
  readonly submittedBy: string | null;
}

export async function addDemoUsers(app: App): Promise<readonly DemoUser[]> {
  const { addAccount } = await import('../engine/approval/local-login.ts');
  const users = Object.entries(PEOPLE).map(([name, roles]) => ({ name, roles, password: newPassword() }));
  for (const user of users) await addAccount(user, app.ports);
  return users;
}

/** Brings the corrected delivery as the first of the users would, and submits what comes of it. */
export async function leaveWaiting(
  app: App,
  [editor]: readonly DemoUser[],
  county: County,
): Promise<DemoWaiting> {
  const { CORRECTED_ORDER, correctedOrder } = await import('../demo/corrected-order.ts');
  const { run, person } = await bringOrder(app, editor, {
    name: CORRECTED_ORDER,
    bytes: correctedOrder(county),
    remark: 'Berichtigung des Jobcenters: nachgemeldete Beschäftigte',
  });
  await app.desk.submit(run, person);
  const [record, approval] = await Promise.all([app.ledger.run(run), app.ledger.approval(run)]);
  return {
    run,
    state: record?.state ?? 'checking',
    file: CORRECTED_ORDER,
    submittedBy: approval?.submittedBy ?? null,
  };
}

/** Brings an order file of the Jobcenter and waits until it is checked and compared. */
export async function bringOrder(
  app: App,
  user: DemoUser | undefined,
  file: { readonly name: string; readonly bytes: Uint8Array; readonly remark: string },
): Promise<{ readonly run: string; readonly person: Person }> {
  if (!user) throw new RangeError('the demo knows nobody who brings this delivery');
  const person = await app.sessions.logIn(user.name, user.password);
  const places = await app.desk.deliveryPlaces(app.desk.sightOf(person));
  const place = places.find(
    ({ job, entry }) => app.catalogue.jobs.get(job)?.intake[entry]?.profile === DELIVERED_TO,
  );
  if (!place) throw new RangeError('the demo knows no entry for this delivery');
  const laid = path.join(await mkdtemp(path.join(app.config.state, 'demo-')), file.name);
  await writeFile(laid, file.bytes);
  const handed = { entry: place.entry, file: { name: file.name, path: laid } };
  const run = await app.desk.bring({ job: place.job, handed, remark: file.remark }, person);
  await app.desk.settled();
  return { run, person };
}

const LETTERS = 'abcdefghkmnpqrstuvwxyz23456789';

/** Easy to read out: four groups of four. */
function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
