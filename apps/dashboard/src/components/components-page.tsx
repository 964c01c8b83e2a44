import { UNREACHABLE_MESSAGE } from '@linekeeper/contract';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { CardSkeleton } from '../ui/card-skeleton.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Dialog, DialogButtons } from '../ui/dialog.tsx';
import { Failure } from '../ui/failure.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { MENU_ITEM, Menu } from '../ui/menu.tsx';
import { Notice, type Tone } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { DomainExamples } from './domain-examples.tsx';
import { Example } from './example.tsx';

const LOOKS = ['primary', 'secondary', 'danger', 'quiet'] as const;
const TONES: readonly Tone[] = ['good', 'warn', 'bad', 'neutral'];

/** Every component in every state, at `/components.html` of `pnpm dev`. */
export function ComponentsPage() {
  return (
    <main className="mx-auto max-w-4xl space-y-6 px-4 py-10">
      <PageTitle lead="Every component in every state. Change the theme of your system to see both schemes.">
        Components
      </PageTitle>
      <Example name="Button">
        {LOOKS.map((look) => (
          <div key={look} className="mb-3 flex flex-wrap gap-3">
            <Button look={look}>{look}</Button>
            <Button look={look} pending>
              pending
            </Button>
            <Button look={look} aria-disabled>
              disabled
            </Button>
            <Button look={look}>
              <Trash2 aria-hidden className="size-4" />
              with an icon
            </Button>
          </div>
        ))}
      </Example>
      <Example name="TextField and SelectField">
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField label="Empty" placeholder="Placeholder" />
          <TextField label="With a hint" hint="A hint" defaultValue="Text" />
          <TextField label="With an error" error="Enter a name" defaultValue="" />
          <TextField label="Read-only" readOnly value="Text" />
          <SelectField label="Select">
            <option>One</option>
            <option>Two</option>
          </SelectField>
          <SelectField label="Disabled" disabled>
            <option>One</option>
          </SelectField>
        </div>
        <CopyField label="Copy field" noun="text" text="Some text" />
      </Example>
      <Example name="Notice">
        <div className="space-y-3">
          {TONES.map((tone) => (
            <Notice key={tone} tone={tone} title={`Tone ${tone}`}>
              What happened, and what to do.
            </Notice>
          ))}
          <Notice title="Without a text" />
        </div>
      </Example>
      <Dialogs />
      <DomainExamples />
      <Card>
        <CardSkeleton />
        <CardSkeleton as="LIST" />
        <CardSkeleton as="SUMMARY" />
      </Card>
      <Card>
        <Failure title="It couldn't be loaded" message={UNREACHABLE_MESSAGE} onRetry={() => {}} />
        <Failure title="It is being loaded again" message={UNREACHABLE_MESSAGE} onRetry={() => {}} retrying />
      </Card>
    </main>
  );
}

function Dialogs() {
  const [open, setOpen] = useState<'dialog' | 'confirm' | 'fails' | null>(null);
  const close = () => setOpen(null);
  return (
    <Example name="Menu and dialogs">
      <div className="flex flex-wrap gap-3">
        <Menu label="Menu" className="min-h-11 rounded-lg border border-edge px-4 text-sm" place="top-20 left-8">
          <button type="button" data-closes className={MENU_ITEM}>
            First item
          </button>
          <button type="button" data-closes className={MENU_ITEM}>
            Second item
          </button>
        </Menu>
        <Button look="secondary" onClick={() => setOpen('dialog')}>
          Dialog
        </Button>
        <Button look="secondary" onClick={() => setOpen('confirm')}>
          Question
        </Button>
        <Button look="secondary" onClick={() => setOpen('fails')}>
          Question that fails
        </Button>
      </div>
      {open === 'dialog' && (
        <Dialog title="Dialog" onClose={close}>
          <p className="mt-2 text-sm text-muted">Text</p>
          <DialogButtons>
            <Button look="secondary" onClick={close}>
              Cancel
            </Button>
            <Button onClick={close}>Save</Button>
          </DialogButtons>
        </Dialog>
      )}
      {(open === 'confirm' || open === 'fails') && (
        <ConfirmDialog
          title="Delete this?"
          text="This can't be undone."
          keep="Keep"
          act="Delete"
          onKeep={close}
          onConfirm={async () => {
            if (open === 'fails') return UNREACHABLE_MESSAGE;
            close();
            return null;
          }}
        />
      )}
    </Example>
  );
}
