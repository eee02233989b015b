import './app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { pickLanguage, startTranslations } from '../i18n/setup.ts';
import { openDatabase } from '../storage/database.ts';
import { createSettings } from '../storage/settings.ts';
import { App } from './app.tsx';
import { readRuntimeConfig } from './runtime-config.ts';

async function start(): Promise<void> {
  const database = openDatabase();
  const settings = createSettings(database);
  const [language, bodyId, config] = await Promise.all([
    settings.get('language'),
    settings.get('bodyId'),
    readRuntimeConfig(settings),
  ]);
  await startTranslations(pickLanguage([...(language ? [language] : []), ...navigator.languages]));
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no place for the app.');
  createRoot(root).render(
    <StrictMode>
      <App database={database} settings={settings} config={config} firstBodyId={bodyId ?? null} />
    </StrictMode>,
  );
}

void start();
