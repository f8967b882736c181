/** Taking back what one has submitted, for as long as nothing of it is published. */
import type { RunView } from '../../engine/desk/desk.ts';
import { Button, PostForm } from '../parts/forms.tsx';
import { EDITORS, isAllowed } from '../rights.ts';
import type { Guest } from '../visit.ts';

export function mayWithdraw({ approval }: RunView, { session }: Guest): boolean {
  return approval?.submittedBy === session.subject && isAllowed(EDITORS, session.roles);
}

export function Withdraw({ run, guest }: { run: string; guest: Guest }) {
  return (
    <PostForm action={`/laeufe/${run}/zurueckziehen`} guest={guest}>
      <Button kind="secondary">Zurückziehen</Button>
    </PostForm>
  );
}
