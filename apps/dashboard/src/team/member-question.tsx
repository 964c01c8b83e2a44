import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { TEAM } from './texts.ts';

/** What an owner is asked before it happens to a member. */
export type MemberAct = 'MAKE_OWNER' | 'SIGN_OUT' | 'REMOVE';

interface MemberQuestionProps {
  act: MemberAct;
  /** The member. */
  name: string;
  company: string;
  onKeep: () => void;
  /** Returns null, or why it failed. */
  onConfirm: () => Promise<string | null>;
}

/** Says what the act means for the member and the company, and asks. */
export function MemberQuestion({ act, name, company, onKeep, onConfirm }: MemberQuestionProps) {
  const { title, text, keep, button } = TEAM.questions[act];
  return (
    <ConfirmDialog
      title={title(name)}
      text={text(name, company)}
      keep={keep}
      act={button}
      look={act === 'REMOVE' ? 'danger' : 'primary'}
      onKeep={onKeep}
      onConfirm={onConfirm}
    />
  );
}
