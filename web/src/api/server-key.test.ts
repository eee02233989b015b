import { ApiError, ApiUnreachableError } from '@fitroom/shared/client/api-error';
import { expect, test } from 'vitest';
import type { Settings, SettingsStore } from '../storage/settings.ts';
import { createServerKey } from './server-key.ts';

const KEY = 'frk_0123456789abcdef';

const refused = (code: string) =>
  new ApiError(
    {
      type: `urn:fitroom:problem:${code}`,
      title: code,
      status: 403,
      detail: code,
      instance: 'urn:fitroom:request:1',
      code,
      retryable: false,
    },
    null,
  );

function memorySettings(): SettingsStore {
  const values = new Map<string, unknown>();
  return {
    get: async <K extends keyof Settings>(name: K) => values.get(name) as Settings[K] | undefined,
    set: async (name, value) => void values.set(name, value),
  };
}

/** A key store of one visit, and what its server was asked. */
function visit(
  settings: SettingsStore,
  answer: (userId: string | null) => Error | null = () => null,
  apiBase = 'https://api.example',
) {
  const sent: (string | null)[] = [];
  const serverKey = createServerKey({
    settings,
    apiBase,
    async tryKey(userId) {
      sent.push(serverKey.current());
      const error = answer(userId);
      if (error) throw error;
    },
  });
  return { serverKey, sent };
}

test('a key that the server takes is kept for that server, and for the next visit', async () => {
  const settings = memorySettings();
  const { serverKey, sent } = visit(settings);
  serverKey.ask();
  await serverKey.enter(` ${KEY}\n`, '');
  expect(sent, 'it is tried before it is kept').toEqual([KEY]);
  expect(serverKey.state()).toMatchObject({ isAsked: false, isChecking: false, refusal: null });

  const again = visit(settings).serverKey;
  expect(again.current()).toBeNull();
  await again.restore();
  expect(again.current()).toBe(KEY);
  const elsewhere = visit(settings, undefined, 'https://other.example').serverKey;
  await elsewhere.restore();
  expect(elsewhere.current(), 'another server never sees it').toBeNull();

  await again.forget();
  expect(again.current()).toBeNull();
  const afterwards = visit(settings).serverKey;
  await afterwards.restore();
  expect(afterwards.current()).toBeNull();
});

test.each(['unauthorized', 'scope-missing', 'foreign-user'])(
  'a key refused as %s is not kept, and the one before stays',
  async (code) => {
    const settings = memorySettings();
    let answer: Error | null = null;
    const { serverKey } = visit(settings, () => answer);
    await serverKey.enter(KEY, '');
    answer = refused(code);
    serverKey.ask();
    await serverKey.enter('frk_other', '');
    expect(serverKey.state()).toMatchObject({ refusal: code, isAsked: true, isChecking: false });
    expect(serverKey.current()).toBe(KEY);
    expect(await settings.get('serverKey')).toMatchObject({ key: KEY });
  },
);

test('the user that a key speaks for goes with it', async () => {
  const { serverKey } = visit(memorySettings(), (userId) =>
    userId === 'ann' ? null : refused('foreign-user'),
  );
  await serverKey.enter(KEY, '');
  expect(serverKey.state().refusal).toBe('foreign-user');
  await serverKey.enter(KEY, ' ann ');
  expect(serverKey.state().kept).toMatchObject({ key: KEY, userId: 'ann' });
});

test('what cannot be a key never leaves, and without an answer nothing is kept', async () => {
  const { serverKey, sent } = visit(
    memorySettings(),
    () => new ApiUnreachableError('The server does not answer.'),
  );
  for (const text of ['', '   ', 'my key', '열쇠', 'frk_a\nb']) {
    await serverKey.enter(text, '');
    expect(serverKey.state().refusal, text).toBe('malformed');
  }
  expect(sent).toEqual([]);
  await serverKey.enter(KEY, '');
  expect(serverKey.state()).toMatchObject({ refusal: 'server-away', kept: null });
});

test('an objection to something else means that the key was taken', async () => {
  const { serverKey } = visit(memorySettings(), () => refused('schema-mismatch'));
  await serverKey.enter(KEY, '');
  expect(serverKey.current()).toBe(KEY);
});
