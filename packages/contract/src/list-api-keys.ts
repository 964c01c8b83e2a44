import { z } from 'zod';
import { ApiKey } from './api-key.ts';

/** The tenant's keys, newest first, those that have ended too. */
export const ListApiKeysOutput = z.array(ApiKey);
export type ListApiKeysOutput = z.infer<typeof ListApiKeysOutput>;
