import { LinekeeperProvider, useInboundNumber, useInboundNumberField } from '@linekeeper/client/react';

export function PhoneSettings({ token }: { token: string }) {
  return (
    <LinekeeperProvider url="/linekeeper/trpc" token={token}>
      <NumberForm />
    </LinekeeperProvider>
  );
}

function NumberForm() {
  const field = useInboundNumberField();
  const held = useInboundNumber();
  return (
    <form onSubmit={(event) => void field.submit(event)}>
      <p>Your number: {held.isSuccess ? (held.data?.phoneNumber ?? 'none yet') : '…'}</p>
      <label>
        Phone number <input {...field.inputProps} />
      </label>
      <p role="status">{field.message}</p>
      {field.help && <p>{field.help}</p>}
      {field.suggestion && (
        <button type="button" onClick={field.acceptSuggestion}>
          Use {field.suggestion}
        </button>
      )}
      <button type="submit">Save</button>
    </form>
  );
}
