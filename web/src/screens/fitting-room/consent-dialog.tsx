import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Asked before a photo leaves the device. */
export function ConsentDialog() {
  const { t } = useTranslation();
  const { controller, serverHost } = useRoom();
  const { isAskingConsent } = useRoomState();
  return (
    <Dialog
      title={t('consent.title')}
      isOpen={isAskingConsent}
      onDismiss={() => controller.answerConsent(false)}
    >
      <p className="mb-4 text-sm">{t('consent.text', { host: serverHost })}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => controller.answerConsent(false)}>{t('consent.decline')}</Button>
        <Button look="primary" onClick={() => controller.answerConsent(true)}>
          {t('consent.agree')}
        </Button>
      </div>
    </Dialog>
  );
}
