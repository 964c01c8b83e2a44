/** The texts of the Help page. */
export const HELP = {
  title: 'Help',
  lead: 'Common problems, and whom to ask.',
  problems: [
    {
      problem: "Calls don't arrive",
      answer:
        'Compare your number and both addresses at Twilio with the ones on Connect: copied, not typed, and with HTTP POST.',
      to: '/c/$company/connect',
      link: 'Open Connect',
    },
    {
      problem: 'A caller says that nobody answered',
      answer: 'Calls shows what happened to each call, and why.',
      to: '/c/$company/calls',
      link: 'Open Calls',
    },
    {
      problem: 'Your number was changed or released by mistake',
      answer: 'You can use the former number again until another company uses it.',
      to: '/c/$company/number',
      link: 'Open Number',
    },
    {
      problem: "Somebody needs access, or can't change something",
      answer: 'Owners invite people and change roles. Team shows who the owners are.',
      to: '/c/$company/team',
      link: 'Open Team',
    },
  ],
  contact: 'Contact',
  anythingElse: 'For anything else, contact the people who run this service:',
  noContact: "For anything else, ask the people who run this service. They haven't said here how to reach them.",
} as const;
