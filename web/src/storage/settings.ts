import type { FitroomDatabase } from './database.ts';

/** A key of the API, for one server alone. */
export interface KeptServerKey {
  /** `frk_…` */
  readonly key: string;
  /** The API's address that it was entered for; it is sent to no other. */
  readonly apiBase: string;
  /** The one user that the key speaks for; null: any. */
  readonly userId: string | null;
}

/** The settings that outlive a visit, and the type of each. */
export interface Settings {
  readonly language: string;
  readonly apiBase: string;
  /** A random id under which the server groups this browser's garments; made when first needed. */
  readonly userId: string;
  /** The user has seen what leaves the device for the server, and agreed. */
  readonly hintSeen: boolean;
  readonly bodyId: string;
  /** The key of a server that the user entered. */
  readonly serverKey: KeptServerKey | null;
  /** The network that finds the garment, where the user chose one; null is the one that ships. */
  readonly matteModel: { readonly name: string; readonly place: 'hub' | 'here' } | null;
}

export interface SettingsStore {
  get<K extends keyof Settings>(key: K): Promise<Settings[K] | undefined>;
  set<K extends keyof Settings>(key: K, value: Settings[K]): Promise<void>;
}

/** Settings in the browser's database; where storage is refused they last for the visit only. */
export function createSettings(database: FitroomDatabase): SettingsStore {
  return {
    async get(key) {
      try {
        const row = await database.settings.get(key);
        // Only `set` below writes this table, with the type that belongs to the key.
        return row?.value as never;
      } catch {
        return undefined;
      }
    },
    async set(key, value) {
      try {
        await database.settings.put({ key, value });
      } catch {
        // Private windows may refuse; nothing depends on it.
      }
    },
  };
}
