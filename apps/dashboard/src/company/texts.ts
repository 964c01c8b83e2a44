/** The texts of the page Company. */
export const COMPANY = {
  title: 'Company',
  lead: 'How your company is named, and where it is.',
  heading: 'Details',
  failed: "Your company's details couldn't be loaded",
  name: 'Name',
  noName: 'Enter the name of your company',
  location: 'Location',
  locationHint: 'For example the city. Optional.',
  timezone: 'Time zone',
  noTimezone: 'Not set',
  country: 'Default country',
  countryHint: 'Numbers without + are read in this country. Only the people who run Linekeeper for you can change it.',
  noCountry: 'None',
  save: 'Save',
  saved: 'The details were saved',
  onlyManagers: (company: string) => `Only owners and admins of ${company} can change these.`,
} as const;
