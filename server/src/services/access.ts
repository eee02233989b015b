import { ProblemError } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';
import { KEY_SCOPES, type KeyScope, OPEN_TENANT } from '../records/schema/stored-values.ts';

/** Who asks, as far as it decides what can be seen and made. */
export interface Access {
  /**
   * The request's span, or that of a caller where requests are not traced here, for the jobs that it
   * makes; null: neither.
   */
  readonly traceparent: string | null;
  readonly tenantId: string;
  /** The one user that the key speaks for; null: any of the tenant's. */
  readonly userId: string | null;
  /** Null where the API is open. */
  readonly keyId: string | null;
  readonly scopes: readonly KeyScope[];
  /** Jobs that may be asked for within a day; null: any number. */
  readonly jobsPerDay: number | null;
}

/** Whoever reaches an API without keys. */
export const OPEN_ACCESS: Access = {
  traceparent: null,
  tenantId: OPEN_TENANT,
  userId: null,
  keyId: null,
  scopes: KEY_SCOPES,
  jobsPerDay: null,
};

/** @throws {ProblemError} `foreign-user` when a key that speaks for one user names another. */
export function requireOwnUser(access: Access, userId: string): void {
  if (access.userId === null || access.userId === userId) return;
  throw new ProblemError('foreign-user', SERVICE_DETAILS.foreignUser(access.userId));
}
