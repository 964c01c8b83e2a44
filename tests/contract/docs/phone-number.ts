import { formatPhoneNumber, parsePhoneNumber } from '@linekeeper/phone-number';

const parsed = parsePhoneNumber('(415) 523-8886', { country: 'US' });
if (parsed.ok)
  console.info(parsed.data, formatPhoneNumber(parsed.data)); // +14155238886 +1 415 523 8886
else console.info(parsed.error.reason, parsed.error.message, parsed.error.suggestion);
