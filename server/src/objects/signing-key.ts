import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;

/**
 * The secret that links are signed with: made at the first start, kept in the data folder and
 * readable by the server's user alone. Removing the file makes every link invalid.
 */
export function readSigningKey(dataFolder: string): Buffer {
  const file = join(dataFolder, 'signing-key');
  try {
    // `wx` fails when the file is there, so two processes cannot make two keys.
    writeFileSync(file, randomBytes(KEY_BYTES).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length !== KEY_BYTES) {
    throw new Error(`${file} is damaged. Delete it: a new one is made, old links stop working.`);
  }
  return key;
}
