import { createContext, use } from 'react';
import type { SettingsStore } from '../storage/settings.ts';

export const SettingsContext = createContext<SettingsStore | null>(null);

export function useSettings(): SettingsStore {
  const settings = use(SettingsContext);
  if (!settings) throw new Error('Settings were used outside of the app.');
  return settings;
}
