import { ApiError, ApiUnreachableError } from '@fitroom/shared/client/api-error';
import type { KeptServerKey, SettingsStore } from '../storage/settings.ts';

/** Why an entered key was not kept; `foreign-user`: it speaks for one user, who has to be named. */
export type KeyRefusal =
  | 'malformed'
  | 'unauthorized'
  | 'scope-missing'
  | 'foreign-user'
  | 'server-away';

export interface ServerKeyState {
  readonly kept: KeptServerKey | null;
  /** Its field is open. */
  readonly isAsked: boolean;
  readonly isChecking: boolean;
  readonly refusal: KeyRefusal | null;
}

/** The key that a server asks for, as the user entered it; it stays in this browser. */
export interface ServerKey {
  state(): ServerKeyState;
  /** @returns ends the subscription. */
  subscribe(listener: () => void): () => void;
  /** What is sent with each call to the server; null: nothing. */
  current(): string | null;
  /** Resolves when what was kept on the last visit is known. */
  restore(): Promise<void>;
  ask(): void;
  close(): void;
  /**
   * Tries a key at the server and keeps it where that takes it.
   *
   * @param userId the one user that it speaks for; empty: any.
   */
  enter(key: string, userId: string): Promise<void>;
  forget(): Promise<void>;
}

export interface ServerKeyPorts {
  readonly settings: SettingsStore;
  readonly apiBase: string;
  /**
   * Asks the server for something that needs a key.
   *
   * @param userId null: this browser's own.
   */
  tryKey(userId: string | null): Promise<unknown>;
}

/** What may stand after `Bearer` (RFC 6750, section 2.1). */
const TOKEN = /^[\w.~+/-]+=*$/;

const NAMED: ReadonlySet<string> = new Set(['unauthorized', 'scope-missing', 'foreign-user']);

export function createServerKey({ settings, apiBase, tryKey }: ServerKeyPorts): ServerKey {
  let state: ServerKeyState = { kept: null, isAsked: false, isChecking: false, refusal: null };
  /** While it is tried it is sent already. */
  let tried: string | null = null;
  const listeners = new Set<() => void>();
  function update(change: Partial<ServerKeyState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  async function refusalOf(userId: string | null): Promise<KeyRefusal | null> {
    try {
      await tryKey(userId);
      return null;
    } catch (error) {
      if (error instanceof ApiUnreachableError) return 'server-away';
      if (!(error instanceof ApiError)) throw error;
      // Whatever else it objects to, it has taken the key.
      return NAMED.has(error.code) ? (error.code as KeyRefusal) : null;
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    current: () => tried ?? state.kept?.key ?? null,
    async restore() {
      const kept = await settings.get('serverKey');
      if (kept?.apiBase === apiBase) update({ kept });
    },
    ask: () => update({ isAsked: true, refusal: null }),
    close: () => update({ isAsked: false, refusal: null }),
    async enter(entered, user) {
      const key = entered.trim();
      const userId = user.trim() || null;
      if (!TOKEN.test(key)) {
        update({ refusal: 'malformed' });
        return;
      }
      update({ isChecking: true, refusal: null });
      tried = key;
      try {
        const refusal = await refusalOf(userId);
        if (refusal) {
          update({ refusal });
          return;
        }
        const kept = { key, apiBase, userId };
        await settings.set('serverKey', kept);
        update({ kept, isAsked: false });
      } finally {
        tried = null;
        update({ isChecking: false });
      }
    },
    async forget() {
      await settings.set('serverKey', null);
      update({ kept: null });
    },
  };
}
