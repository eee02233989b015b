import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UserIdSchema } from '@fitroom/shared/schemas/user-id';
import { inOwnWords } from '../config/own-command.ts';
import { resolveDataFolder } from '../config/paths.ts';
import { readSettings, SettingsError } from '../config/read-settings.ts';
import { createLogger } from '../log/logger.ts';
import { listKeys, revokeKey } from '../records/api-keys.ts';
import type { Database } from '../records/database.ts';
import { openDatabase } from '../records/open-database.ts';
import { KEY_SCOPES, type KeyScope } from '../records/schema/stored-values.ts';
import { createKey, KEY_MEMORY_MS, type KeyWish, OPEN_TENANT_NAME } from '../services/api-keys.ts';
import { EXIT } from './exit-status.ts';
import { type Output, TO_TERMINAL } from './terminal-output.ts';

export const KEYS_USAGE = `API keys, for servers with FITROOM_AUTH=keys:

  npm run -s fitroom -- keys create --tenant NAME [--user ID] [--scopes read,write]
                        [--requests-per-minute N] [--jobs-per-day N] [--name TEXT]
  npm run -s fitroom -- keys list
  npm run -s fitroom -- keys revoke ID

create prints the key, once: only its hash is kept. Keys of one tenant see the same garments, of others
none; one with --user speaks for that user alone. The tenant ${OPEN_TENANT_NAME} has what was made before keys were on.
Jobs a day count for the tenant together. The database is that of DATABASE_URL, else the one in FITROOM_DATA.
`;

/** Something that was typed and cannot be meant. */
class KeysUsageError extends Error {}

type KeysCommand =
  | { readonly name: 'create'; readonly wish: KeyWish }
  | { readonly name: 'list' }
  | { readonly name: 'revoke'; readonly id: string }
  | { readonly name: 'help' };

/** `fitroom keys …`; see {@link KEYS_USAGE}. */
export async function runKeys(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  output: Pick<Output, 'result' | 'remark'> = TO_TERMINAL,
): Promise<number> {
  try {
    const command = parseKeysCommand(words);
    if (command.name === 'help') {
      output.result(inOwnWords(KEYS_USAGE));
      return EXIT.valid;
    }
    const settings = readSettings(environment);
    const dataFolder = resolveDataFolder(settings.dataFolder);
    mkdirSync(dataFolder, { recursive: true });
    const database = await openDatabase(settings, dataFolder, createLogger('warn', true));
    try {
      return await perform(command, database, output);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof KeysUsageError || error instanceof SettingsError)) throw error;
    output.remark(`${error.message}\n`);
    return EXIT.refused;
  }
}

async function perform(
  command: Exclude<KeysCommand, { name: 'help' }>,
  database: Database,
  { result, remark }: Pick<Output, 'result' | 'remark'>,
): Promise<number> {
  if (command.name === 'create') {
    const { id, key } = await createKey(database, command.wish, new Date());
    remark(`Key ${id}. It is shown this once, keep it: `);
    result(`${key}\n`);
    return EXIT.valid;
  }
  if (command.name === 'list') {
    result(await keyTable(database));
    return EXIT.valid;
  }
  if (!(await revokeKey(database, command.id, new Date()))) {
    throw new KeysUsageError(
      `No key has the id ${command.id}, or it is revoked already: keys list.`,
    );
  }
  remark(`Revoked; servers that run refuse it within ${KEY_MEMORY_MS / 1000} seconds.\n`);
  return EXIT.valid;
}

/** @throws {KeysUsageError} saying what is wrong. */
export function parseKeysCommand(words: readonly string[]): KeysCommand {
  const { values, positionals } = parse(words);
  const [name, id, ...rest] = positionals;
  if (values.help || name === undefined) return { name: 'help' };
  if (rest.length > 0)
    throw new KeysUsageError(`Too many words: ${rest.join(' ')}. See keys --help.`);
  if (name === 'list') return { name };
  if (name === 'revoke') {
    if (!id) throw new KeysUsageError('Name the key to revoke by its id: keys list shows it.');
    return { name, id };
  }
  if (name !== 'create') {
    throw new KeysUsageError(`keys ${name} is none of create, list and revoke. See keys --help.`);
  }
  const { tenant, user } = values;
  if (!tenant || !/^[\x20-\x7e]{1,100}$/.test(tenant)) {
    throw new KeysUsageError('keys create needs --tenant NAME, at most 100 printable characters.');
  }
  if (user !== undefined && !UserIdSchema.safeParse(user).success) {
    throw new KeysUsageError('--user is the id of a user: at most 128 characters without spaces.');
  }
  const wish = {
    tenant,
    name: values.name ?? '',
    userId: user ?? null,
    scopes: scopesOf(values.scopes),
    requestsPerMinute: countOf('--requests-per-minute', values['requests-per-minute']),
    jobsPerDay: countOf('--jobs-per-day', values['jobs-per-day']),
  };
  return { name, wish };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        tenant: { type: 'string' },
        user: { type: 'string' },
        scopes: { type: 'string' },
        name: { type: 'string' },
        'requests-per-minute': { type: 'string' },
        'jobs-per-day': { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new KeysUsageError(`${error instanceof Error ? error.message : error} See keys --help.`);
  }
}

function scopesOf(text = KEY_SCOPES.join(',')): KeyScope[] {
  const words = text.split(',').map((word) => word.trim());
  const scopes = KEY_SCOPES.filter((scope) => words.includes(scope));
  if (scopes.length === words.length) return scopes;
  throw new KeysUsageError(`--scopes takes ${KEY_SCOPES.join(', ')} or both; ${text} came.`);
}

/** Larger numbers are no quota any more. */
const MOST = 100_000_000;

function countOf(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= MOST) return count;
  throw new KeysUsageError(`${option} takes a whole number from 1 to ${MOST}; ${text} came.`);
}

async function keyTable(database: Database): Promise<string> {
  const rows = (await listKeys(database)).map(({ key, tenant }) => [
    key.id,
    tenant,
    key.userId ?? '(any)',
    key.scopes.join(','),
    String(key.requestsPerMinute ?? '-'),
    String(key.jobsPerDay ?? '-'),
    key.createdAt.toISOString().slice(0, 10),
    key.revokedAt ? `revoked ${key.revokedAt.toISOString().slice(0, 10)}` : 'good',
    key.name,
  ]);
  const heads = ['ID', 'TENANT', 'USER', 'SCOPES', 'PER MINUTE', 'JOBS A DAY', 'MADE', 'STATE'];
  const table = [[...heads, 'NAME'], ...rows];
  const widths = table[0]!.map((_, n) => Math.max(...table.map((row) => row[n]!.length)));
  const line = (row: string[]) => row.map((cell, n) => cell.padEnd(widths[n]!)).join('  ');
  return table.map((row) => `${line(row).trimEnd()}\n`).join('');
}
