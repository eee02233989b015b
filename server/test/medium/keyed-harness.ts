import { createApiClient } from '@fitroom/shared/client/api-client';
import { runKeys } from '../../src/cli/run-keys.ts';
import { handRunner, startHarness, temporaryFolder } from './api-harness.ts';

/** A server with keys on, a clock that the test moves, and the command line that makes keys. */
export async function startKeyed(environment: Record<string, string> = {}) {
  const clock = { passedMs: 0 };
  const dataFolder = temporaryFolder();
  const harness = await startHarness({
    createRunner: handRunner().createRunner,
    environment: { FITROOM_AUTH: 'keys', ...environment },
    dataFolder,
    now: () => Date.now() + clock.passedMs,
  });
  const keys = async (words: string) => {
    let result = '';
    const status = await runKeys(
      words.split(' '),
      { FITROOM_DATA: dataFolder },
      {
        result: (text) => {
          result += text;
        },
        remark: () => {},
      },
    );
    return { status, result };
  };
  const create = async (words: string) => (await keys(`create ${words}`)).result.trim();
  const clientWith = (apiKey: string) =>
    createApiClient({ baseUrl: harness.address, apiKey, fetch, sleep: async () => {} });
  const sendWith = (key: string, path: string, init?: RequestInit) =>
    harness.send(path, { ...init, headers: { ...init?.headers, Authorization: `Bearer ${key}` } });
  return { ...harness, clock, keys, create, clientWith, sendWith };
}
