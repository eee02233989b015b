import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import type { AskedConsent } from '../../room/room-state.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useObjectUrl } from '../../ui/use-object-url.ts';
import { LicenceBadge } from './licence-badge.tsx';

/** Asked before a photo, or what is cut out of it, leaves the device. */
export function ConsentDialog() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const { consent } = useRoomState();
  return (
    <Dialog
      title={t(consent?.what === 'cut-out' ? 'consent.titleCutOut' : 'consent.title')}
      isOpen={consent !== null}
      onDismiss={() => controller.answerConsent(false)}
    >
      {consent && <Question consent={consent} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => controller.answerConsent(false)}>{t('consent.decline')}</Button>
        <Button look="primary" onClick={() => controller.answerConsent(true)}>
          {t('consent.agree')}
        </Button>
      </div>
    </Dialog>
  );
}

/** What leaves, where it goes, and why. */
function Question({ consent }: { readonly consent: AskedConsent }) {
  const { t, i18n } = useTranslation();
  const { serverHost, generators } = useRoom();
  const url = useObjectUrl(consent.picture);
  const { what, generator, because } = consent;
  const offer = generators.find((listed) => listed.generator === generator);
  const reason = `problem.${because}`;
  return (
    <div className="mb-4 space-y-3 text-sm" data-role="consent" data-leaves={what}>
      {because !== null && (
        <p className="text-warn">
          {i18n.exists(reason) ? i18n.t(reason as never) : t('consent.deviceFailed')}
        </p>
      )}
      {generator !== 'panels' && (
        <p>{t('consent.why', { name: t(`generator.name.${generator}`) })}</p>
      )}
      <p>{t(what === 'cut-out' ? 'consent.textCutOut' : 'consent.text', { host: serverHost })}</p>
      {url && (
        <figure>
          <img
            src={url}
            alt={t('consent.picture')}
            className="checkered mx-auto max-h-48 rounded-lg border border-line object-contain"
          />
          <figcaption className="mt-1 text-center text-xs text-soft">
            {t('consent.picture')}
          </figcaption>
        </figure>
      )}
      {generator !== 'panels' && offer && <LicenceBadge {...offer} />}
    </div>
  );
}
