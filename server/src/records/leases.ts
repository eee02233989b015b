import type { Database } from './database.ts';
import { and, eq, gt, lte, or, sql } from './drizzle.ts';

/** A lease that ends later than this was written by a clock that was wrong, and binds nobody. */
const LONGEST_LEASE_MS = 24 * 3600 * 1000;

interface LeaseTerms {
  readonly name: string;
  readonly holder: string;
  readonly now: Date;
  readonly until: Date;
}

/**
 * Takes a piece of work that one process at a time may do.
 *
 * @returns whether it is ours now; false while another process, or we ourselves, hold it.
 */
export async function takeLease(
  { query, tables: { leases } }: Database,
  { name, holder, now, until }: LeaseTerms,
): Promise<boolean> {
  const beyond = new Date(now.getTime() + LONGEST_LEASE_MS);
  const rows = await query
    .insert(leases)
    .values({ name, holder, until })
    .onConflictDoUpdate({
      target: leases.name,
      set: { holder, until },
      setWhere: or(lte(leases.until, now), gt(leases.until, beyond)) ?? sql`false`,
    })
    .returning({ holder: leases.holder });
  return rows.length > 0;
}

/** @returns whether it is still ours. */
export async function renewLease(
  { query, tables: { leases } }: Database,
  { name, holder, until }: Omit<LeaseTerms, 'now'>,
): Promise<boolean> {
  const rows = await query
    .update(leases)
    .set({ until })
    .where(and(eq(leases.name, name), eq(leases.holder, holder)))
    .returning({ name: leases.name });
  return rows.length > 0;
}

export async function releaseLease(
  { query, tables: { leases } }: Database,
  { name, holder }: Pick<LeaseTerms, 'name' | 'holder'>,
): Promise<void> {
  await query.delete(leases).where(and(eq(leases.name, name), eq(leases.holder, holder)));
}
