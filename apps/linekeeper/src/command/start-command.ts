import type { ServerCommand } from './command.ts';

export const START_COMMAND: ServerCommand = {
  startsServer: true,
  name: 'start',
  summary: 'Start the server with the dashboard, and migrate its database first',
  explanation: [
    'It runs until it gets SIGTERM or SIGINT (Ctrl-C). Then it finishes the requests in progress and exits. It also exits if the',
    'npx, npm or pnpm process that started it exits. It is configured with environment variables or a .env file.',
  ],
  options: {},
};
