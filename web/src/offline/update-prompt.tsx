import { useRegisterSW } from 'virtual:pwa-register/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';

const HOUR_MS = 3_600_000;
/** Good news needs no answer. */
const READY_SHOWN_MS = 6000;

/** Registers the service worker, and says when the app works offline or a new version waits. */
export function UpdatePrompt() {
  const { t } = useTranslation();
  const {
    offlineReady: [isReady, setReady],
    needRefresh: [isNewer, setNewer],
    updateServiceWorker,
  } = useRegisterSW({
    onRegisteredSW(_url, registration) {
      // An installed app may stay open for days.
      setInterval(() => void registration?.update().catch(() => undefined), HOUR_MS);
    },
  });
  useEffect(() => {
    if (!isReady) return;
    const timer = setTimeout(() => setReady(false), READY_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isReady, setReady]);
  const isShown = isNewer || isReady;
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 top-3 z-20 flex justify-center"
    >
      {isShown && (
        <div className="pointer-events-auto flex flex-wrap items-center gap-3 rounded-2xl border border-line bg-card px-4 py-2 text-sm shadow-lg">
          <span>{isNewer ? t('offline.update') : t('offline.ready')}</span>
          {isNewer && (
            <Button look="primary" onClick={() => void updateServiceWorker()}>
              {t('offline.updateNow')}
            </Button>
          )}
          <Button
            look="quiet"
            onClick={() => {
              setReady(false);
              setNewer(false);
            }}
          >
            {isNewer ? t('offline.later') : t('hint.close')}
          </Button>
        </div>
      )}
    </div>
  );
}
