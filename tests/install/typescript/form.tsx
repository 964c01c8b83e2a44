import { createClient, faultOf, isPhoneTaken, type LinekeeperClient } from '@linekeeper/client';
import { LinekeeperProvider, useInboundNumber, useInboundNumberField } from '@linekeeper/client/react';
import type { PhoneNumber } from '@linekeeper/phone-number';

export function NumberForm() {
  const field = useInboundNumberField();
  const held: PhoneNumber | undefined = useInboundNumber().data?.phoneNumber;
  return (
    <form onSubmit={(event) => void field.submit(event)}>
      <label>
        Phone number (now {held}) <input {...field.inputProps} />
      </label>
      <p role="status">{field.message}</p>
      {field.suggestion && (
        <button type="button" onClick={field.acceptSuggestion}>
          Use {field.suggestion}
        </button>
      )}
      <button type="submit">Save</button>
    </form>
  );
}

export function App({ token }: { token: string }) {
  return (
    <LinekeeperProvider url="/linekeeper/trpc" token={token}>
      <NumberForm />
    </LinekeeperProvider>
  );
}

export async function claim(linekeeper: LinekeeperClient, phoneNumber: string): Promise<string> {
  const outcome = await linekeeper.phone.setInboundNumber.mutate({ phoneNumber });
  if (outcome.ok) return outcome.data.phoneNumber;
  return isPhoneTaken(outcome.error) ? outcome.error.phoneNumber : outcome.error.code;
}

export const client: LinekeeperClient = createClient({ url: 'https://linekeeper.example/trpc' });
export const sentence = (error: unknown) => faultOf(error).message;
