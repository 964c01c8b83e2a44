import type { ReactNode } from 'react';
import { Card, CardSection } from '../ui/card.tsx';

/** A component with its states, under its name. */
export function Example({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Card>
      <CardSection heading={name}>{children}</CardSection>
    </Card>
  );
}
