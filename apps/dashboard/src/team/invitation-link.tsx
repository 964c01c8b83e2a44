import { Button } from '../ui/button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Dialog, DialogButtons } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { isThisMachine } from '../ui/this-machine.ts';
import { TEAM } from './texts.ts';
import type { CreatedInvitation } from './use-invite.ts';

/** The link of a new invitation, which the person sends themselves. */
export function InvitationLink({ created: { email, link }, isNew, onClose }: InvitationLinkProps) {
  return (
    // Escape and a click outside don't close it: the link can't be shown again.
    <Dialog title={TEAM.invited(email)} onClose={() => {}}>
      <p className="mt-2 text-sm text-muted">
        {TEAM.invitedText}
        {isNew && ` ${TEAM.formerLink}`}
      </p>
      <CopyField label={TEAM.link} noun="link" text={link} isShownOnce isLong />
      {isThisMachine(window.location.hostname) && (
        <div className="mt-4">
          <Notice tone="warn" title={TEAM.onlyHere} />
        </div>
      )}
      <DialogButtons>
        <Button look="secondary" onClick={onClose}>
          {TEAM.done}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

interface InvitationLinkProps {
  created: CreatedInvitation;
  /** It replaces the link of an earlier invitation. */
  isNew?: boolean;
  onClose: () => void;
}
