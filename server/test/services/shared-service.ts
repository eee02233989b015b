import { inject } from 'vitest';
import type { SharedAddresses } from './keeper.ts';

/**
 * The address of a real server that all tests of this run share. The first call starts it (Redis 0.1 s,
 * PostgreSQL 2 s, S3 15 s). Guard the tests with `describe.skipIf(!isInstalled(name))`.
 */
export async function sharedService<Name extends keyof SharedAddresses>(
  name: Name,
): Promise<SharedAddresses[Name]> {
  const response = await fetch(`${inject('serviceKeeper')}/${name}`);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(body));
  return body as SharedAddresses[Name];
}
