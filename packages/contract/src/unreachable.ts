/** Closes a `switch` over a union: does not compile while a member is left unhandled. */
export function unreachable(value: never): never {
  throw new Error(`Not handled: ${JSON.stringify(value)}`);
}
