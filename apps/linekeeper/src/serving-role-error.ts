/** The role that serves requests may do more than an operator who named an owner believes. */
export class ServingRoleError extends Error {
  override name = 'ServingRoleError';
}
