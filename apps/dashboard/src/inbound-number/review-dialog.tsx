import type { PhoneNumber } from '@linekeeper/phone-number';
import { ArrowDown } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogButtons } from '../ui/dialog.tsx';
import { useFormat, usePhoneWords } from './phone.ts';
import { NUMBER } from './texts.ts';

/** Before a number in use is replaced: what it is now, what it will be, and what stops working. */
export function ReviewDialog({ before, after, company, onKeep, onChange }: ReviewDialogProps) {
  const format = useFormat();
  return (
    <Dialog role="alertdialog" title={NUMBER.review} onClose={onKeep}>
      <dl className="mt-4 rounded-lg border border-line p-4">
        <Line term={NUMBER.before} phoneNumber={before} />
        <ArrowDown aria-hidden className="my-3 size-4 text-muted" />
        <Line term={NUMBER.after} phoneNumber={after} />
      </dl>
      <p className="mt-4 text-sm leading-6 text-muted">{NUMBER.stops(format(before), company)}</p>
      <DialogButtons>
        <Button look="secondary" className="whitespace-nowrap" onClick={onKeep}>
          {NUMBER.keep(format(before))}
        </Button>
        <Button className="whitespace-nowrap" onClick={onChange}>
          {NUMBER.changeTo(format(after))}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

function Line({ term, phoneNumber }: { term: string; phoneNumber: PhoneNumber }) {
  const format = useFormat();
  const words = usePhoneWords();
  return (
    <div>
      <dt className="text-sm text-muted">{term}</dt>
      <dd className="mt-0.5 text-lg font-semibold tabular-nums">{format(phoneNumber)}</dd>
      <dd className="text-sm text-muted">{words?.kindOf(phoneNumber)}</dd>
    </div>
  );
}

interface ReviewDialogProps {
  before: PhoneNumber;
  after: PhoneNumber;
  company: string;
  onKeep: () => void;
  onChange: () => void;
}
