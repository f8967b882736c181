/** How people are called on a page. */
import { pseudonym } from '../../engine/approval/person.ts';

const LOCAL = 'local:';

/** The name of a local account; anybody else is known by their own session alone. `ownWord`: the reader. */
export function personText(subject: string, own?: string, ownWord = 'Ihnen'): string {
  if (subject === own) return ownWord;
  return subject.startsWith(LOCAL) ? subject.slice(LOCAL.length) : pseudonym(subject);
}
