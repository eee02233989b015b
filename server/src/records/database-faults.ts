/** SQLSTATE of a broken unique constraint, and SQLite's names for it. */
const UNIQUE_CODES: ReadonlySet<string> = new Set([
  '23505',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
]);
const FOREIGN_KEY_CODES: ReadonlySet<string> = new Set(['23503', 'SQLITE_CONSTRAINT_FOREIGNKEY']);

/** Sockets of a server that is down or going down; the rest are SQLSTATEs of PostgreSQL. */
const UNREACHABLE_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'SQLITE_BUSY',
  // Too many connections, and a server that starts, stops or crashed.
  '53300',
  '57P01',
  '57P02',
  '57P03',
  // Connection exceptions.
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
]);
/** No room on the database's disk; SQLite needs some for its shared memory too. */
const FULL_CODES: ReadonlySet<string> = new Set(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', '53100']);
/** What the driver says without a code when its connection goes. */
const UNREACHABLE_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/;

/** A row of that key is there already. */
export const isUniqueViolation = (error: unknown) => hasCode(error, UNIQUE_CODES);

/** The row that this one hangs from has been deleted meanwhile. */
export const isForeignKeyViolation = (error: unknown) => hasCode(error, FOREIGN_KEY_CODES);

/** The database has no room for what is new; it goes on when there is some. */
export const isDatabaseFull = (error: unknown) => hasCode(error, FULL_CODES);

/** The database does not answer; the same may succeed later. */
export function isDatabaseUnreachable(error: unknown): boolean {
  return (
    hasCode(error, UNREACHABLE_CODES) ||
    causesOf(error).some((cause) => UNREACHABLE_WORDS.test(cause.message))
  );
}

function hasCode(error: unknown, codes: ReadonlySet<string>): boolean {
  return causesOf(error).some((cause) => 'code' in cause && codes.has(String(cause.code)));
}

/** The error with what it was caused by: the query builder wraps what the driver throws. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    // A broken pair of addresses (IPv4 and IPv6) comes as one error of both.
    if (cause instanceof AggregateError) causes.push(...cause.errors.filter(isError));
    causes.push(cause);
  }
  return causes;
}

const isError = (value: unknown): value is Error => value instanceof Error;
