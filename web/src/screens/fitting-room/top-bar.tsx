import { useTranslation } from 'react-i18next';
import { useSettings } from '../../app/settings-context.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/setup.ts';
import { InstallButton } from '../../offline/install-button.tsx';
import { useOnline } from '../../offline/use-online.ts';

export function TopBar() {
  const { t } = useTranslation();
  const isOnline = useOnline();
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 lg:px-6">
      <a
        href="#viewer"
        className="sr-only rounded-lg bg-card px-3 py-2 text-sm focus:not-sr-only focus:absolute focus:z-10"
      >
        {t('app.skip')}
      </a>
      <img src="/icons/fitroom.svg" alt="" className="size-9" />
      <div className="min-w-0 flex-1">
        <h1 className="text-lg leading-tight font-semibold tracking-tight">{t('app.name')}</h1>
        <p className="text-xs text-soft">{isOnline ? t('app.tagline') : t('offline.away')}</p>
      </div>
      <InstallButton />
      <LanguageSwitch />
    </header>
  );
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const settings = useSettings();
  return (
    <fieldset aria-label={t('app.language')} className="flex rounded-xl bg-sunken p-1">
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => {
            void i18n.changeLanguage(language);
            void settings.set('language', language);
          }}
          className="min-h-9 rounded-lg px-3 text-sm text-soft aria-pressed:bg-card aria-pressed:font-medium aria-pressed:text-ink aria-pressed:shadow-xs"
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </fieldset>
  );
}
