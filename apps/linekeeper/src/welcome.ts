import { DEMO_PASSWORD, DEMO_TENANTS } from './demo/demo-data.ts';
import { isLoopback } from './env.ts';
import type { RunningServer } from './start-server.ts';

/** What `start` prints when the server is ready. */
export function welcome({ address, demo, warnings }: Pick<RunningServer, 'address' | 'demo' | 'warnings'>): string {
  const lines = [``, `Linekeeper is ready at ${address}`];
  if (isLoopback(new URL(address).hostname)) {
    lines.push(
      'Calls can only arrive if PUBLIC_URL is an https address that reaches this server, for example PUBLIC_URL=https://lines.example',
    );
  }
  for (const warning of warnings) lines.push('', `Warning: ${warning}`);
  if (demo) {
    lines.push('', `Sign in with the password ${DEMO_PASSWORD} as`);
    for (const { name, inboundNumber, people } of DEMO_TENANTS) {
      for (const { email, role } of people) {
        lines.push(`  ${email.padEnd(28)}${name}, ${role}${inboundNumber ? '' : ', no number yet'}`);
      }
    }
  }
  return `${[...lines, '', 'Stop with Ctrl-C.', ''].join('\n')}\n`;
}
