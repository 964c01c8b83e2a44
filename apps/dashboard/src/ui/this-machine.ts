const THIS_MACHINE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether other machines can't reach this host, because it names the machine that asks. */
export function isThisMachine(hostname: string): boolean {
  return THIS_MACHINE.test(hostname);
}
