/** What people are told of each fault, at every door. Nothing of what broke is in them. */
export const FAULT_MESSAGES = {
  UNAUTHORIZED: 'Sign in first',
  FORBIDDEN: 'You may not do this. Ask an owner or admin of your company',
  BAD_REQUEST: 'The request is not of the form that this procedure takes',
  TOO_MANY_REQUESTS: 'Too many requests. Try again later',
  INTERNAL_SERVER_ERROR: 'Something went wrong on our side. Try again in a moment',
} as const;
