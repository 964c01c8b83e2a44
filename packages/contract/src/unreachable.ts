/** The default case of a `switch` over a union. It doesn't compile if a member of the union isn't handled. */
export function unreachable(value: never): never {
  throw new Error(`Not handled: ${JSON.stringify(value)}`);
}
