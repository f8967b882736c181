/** How people are called on a page. */
import { pseudonym } from '../../engine/approval/person.ts';

const LOCAL = 'local:';

/** The name of a local account; anybody else is known by their own session alone. */
export function personText(subject: string, own?: string): string {
  if (subject === own) return 'Ihnen';
  return subject.startsWith(LOCAL) ? subject.slice(LOCAL.length) : pseudonym(subject);
}
