import { type FormEvent, useId, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom } from '../../app/room-context.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** The server's key: whether one is kept, entering and forgetting it. Nothing where no server answers. */
export function ServerKeyPanel() {
  const { t } = useTranslation();
  const { serverKey, isServerThere } = useRoom();
  const { kept } = useSyncExternalStore(serverKey.subscribe, serverKey.state);
  if (!isServerThere && !kept) return null;
  return (
    <div
      className="space-y-2 rounded-xl border border-line p-3 text-xs"
      data-role="server-key"
      data-kept={kept !== null}
    >
      <p className="font-medium">{t('key.title')}</p>
      <p className="text-soft">{kept ? t('key.kept', { end: endOf(kept.key) }) : t('key.none')}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={serverKey.ask}>{t(kept ? 'key.change' : 'key.enter')}</Button>
        {kept && (
          <Button look="quiet" icon="trash" onClick={() => void serverKey.forget()}>
            {t('key.forget')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Enough to tell one key from another, and no help to whoever looks over a shoulder. */
const endOf = (key: string) => key.slice(-4);

/** Where a key is entered. */
export function ServerKeyDialog() {
  const { t } = useTranslation();
  const { serverKey } = useRoom();
  const { isAsked } = useSyncExternalStore(serverKey.subscribe, serverKey.state);
  return (
    <Dialog title={t('key.askTitle')} isOpen={isAsked} onDismiss={serverKey.close}>
      {isAsked && <KeyForm />}
    </Dialog>
  );
}

function KeyForm() {
  const { t } = useTranslation();
  const { serverKey, serverHost } = useRoom();
  const { kept, refusal, isChecking } = useSyncExternalStore(serverKey.subscribe, serverKey.state);
  const id = useId();

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void serverKey.enter(`${fields.get('key')}`, `${fields.get('user')}`);
  }

  const field = 'min-h-11 w-full rounded-xl border border-line-strong bg-card px-3 text-sm';
  return (
    <form onSubmit={onSubmit} className="space-y-3 text-sm" data-role="key-form">
      <p id={`${id}-about`}>{t('key.about', { host: serverHost })}</p>
      <div>
        <label htmlFor={id} className="mb-1.5 block text-xs font-medium text-soft">
          {t('key.field')}
        </label>
        <input
          id={id}
          name="key"
          type="password"
          autoComplete="off"
          spellCheck={false}
          required
          placeholder="frk_…"
          aria-describedby={`${id}-about`}
          className={field}
        />
      </div>
      <div>
        <label htmlFor={`${id}-user`} className="mb-1.5 block text-xs font-medium text-soft">
          {t('key.user')}
        </label>
        <input
          id={`${id}-user`}
          name="user"
          type="text"
          autoComplete="off"
          spellCheck={false}
          defaultValue={kept?.userId ?? ''}
          aria-describedby={`${id}-user-hint`}
          className={field}
        />
        <p id={`${id}-user-hint`} className="mt-1.5 text-xs text-soft">
          {t('key.userHint')}
        </p>
      </div>
      {/* Its height is kept free: a refusal must not move the buttons under a finger. */}
      <p role="alert" className="min-h-15 text-bad" data-refusal={refusal ?? undefined}>
        {refusal && t(`key.refusal.${refusal}`)}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={serverKey.close}>{t('key.cancel')}</Button>
        <Button look="primary" type="submit" disabled={isChecking}>
          {t('key.use')}
        </Button>
      </div>
    </form>
  );
}
