/** Where a company's number must be so that its calls can arrive. The same sentence everywhere. */
export const NUMBER_PLACE =
  'The number must be at Twilio (a phone provider), where you can buy one or move yours, or come from the people who run this service.';
