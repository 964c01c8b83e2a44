import { createClient, isPhoneInvalid } from '@linekeeper/client';

const linekeeper = createClient({ url: 'http://localhost:3000/trpc', token: process.env.LINEKEEPER_KEY });
const outcome = await linekeeper.phone.setInboundNumber.mutate({ phoneNumber: '020 7946 0018', country: 'GB' });
if (outcome.ok)
  console.info(outcome.data.phoneNumber); // '+442079460018'
else if (isPhoneInvalid(outcome.error)) console.info(outcome.error.message, outcome.error.suggestion);
else console.info(outcome.error.message); // 'This phone number is already registered with another company'
