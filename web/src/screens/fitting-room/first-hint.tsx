import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../app/settings-context.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';

/** The first thing a visitor learns; gone for good once it is closed. */
export function FirstHint() {
  const { t } = useTranslation();
  const settings = useSettings();
  const [isShown, setShown] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    void settings.get('hintSeen').then((seen) => {
      if (isCurrent) setShown(seen !== true);
    });
    return () => {
      isCurrent = false;
    };
  }, [settings]);

  if (!isShown) return null;
  return (
    <aside className="flex items-start gap-3 rounded-2xl bg-accent-soft p-4 text-sm text-accent-ink">
      <Icon name="info" />
      <p className="flex-1">
        <strong className="font-semibold">{t('hint.title')}:</strong> {t('hint.text')}
      </p>
      <IconButton
        icon="close"
        label={t('hint.close')}
        className="-m-2.5"
        onClick={() => {
          setShown(false);
          void settings.set('hintSeen', true);
        }}
      />
    </aside>
  );
}
