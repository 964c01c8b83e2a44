import type { LinekeeperClient } from '@linekeeper/client';
import { createContext, use } from 'react';

export const ApiContext = createContext<LinekeeperClient | null>(null);

/** The API, acting for the company of this tab. */
export function useApi(): LinekeeperClient {
  const api = use(ApiContext);
  if (!api) throw new Error('Only below a company');
  return api;
}
