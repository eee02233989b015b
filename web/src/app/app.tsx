import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createQueryClient } from '../api/query-client.ts';
import { UpdatePrompt } from '../offline/update-prompt.tsx';
import type { FitroomDatabase } from '../storage/database.ts';
import type { SettingsStore } from '../storage/settings.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { RoomProvider } from './room-provider.tsx';
import type { RuntimeConfig } from './runtime-config.ts';
import { SettingsContext } from './settings-context.ts';

interface AppProps {
  readonly database: FitroomDatabase;
  readonly settings: SettingsStore;
  readonly config: RuntimeConfig;
  /** The body chosen on the last visit. */
  readonly firstBodyId: string | null;
}

export function App({ database, settings, config, firstBodyId }: AppProps) {
  const [queryClient] = useState(createQueryClient);
  return (
    <ErrorBoundary fallback={<Broken />}>
      <SettingsContext value={settings}>
        <QueryClientProvider client={queryClient}>
          <RoomProvider database={database} config={config} firstBodyId={firstBodyId} />
          <UpdatePrompt />
        </QueryClientProvider>
      </SettingsContext>
    </ErrorBoundary>
  );
}

function Broken() {
  const { t } = useTranslation();
  return (
    <div role="alert" className="grid min-h-dvh place-content-center gap-4 p-6 text-center">
      <p>{t('app.error')}</p>
      <Button look="primary" onClick={() => location.reload()}>
        {t('app.reload')}
      </Button>
    </div>
  );
}
