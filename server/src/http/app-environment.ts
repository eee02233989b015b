import type { Access } from '../services/access.ts';
import type { TraceSpan } from '../traces/traces.ts';
import type { Caller } from './caller.ts';

/** What middleware leaves for the handlers behind it. */
export interface AppEnvironment {
  Variables: { requestId: string; caller: Caller; access: Access; span?: TraceSpan };
}
