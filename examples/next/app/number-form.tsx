'use client';
import { LinekeeperProvider, useInboundNumberField } from '@linekeeper/client/react';

interface Props {
  /** The number that the company has. */
  defaultValue?: string;
}

export function NumberForm(props: Props) {
  return (
    <LinekeeperProvider url="/linekeeper/trpc">
      <Field {...props} />
    </LinekeeperProvider>
  );
}

function Field(props: Props) {
  const field = useInboundNumberField(props);
  return (
    <form onSubmit={(event) => void field.submit(event)}>
      <label htmlFor="number">Phone number</label>
      <input id="number" {...field.inputProps} />
      <p role="status">{field.message}</p>
      <button type="submit">Save</button>
    </form>
  );
}
