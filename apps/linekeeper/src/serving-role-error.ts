/** The role that serves requests has too many rights, although there is a separate owner. */
export class ServingRoleError extends Error {
  override name = 'ServingRoleError';
}
