import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import type { StoredResult } from '../../storage/database.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useObjectUrl } from '../../ui/use-object-url.ts';
import { useBodyName } from './use-body-name.ts';

/** Results of earlier tries, kept in this browser. */
export function HistoryPanel() {
  const { t } = useTranslation();
  const { wardrobe, controller } = useRoom();
  const results = useLiveQuery(() => wardrobe.results(), [wardrobe]);
  const [isAsking, setAsking] = useState(false);
  const hasResults = results !== undefined && results.length > 0;
  return (
    <Panel
      title={t('history.title')}
      aside={
        hasResults && (
          <button
            type="button"
            onClick={() => setAsking(true)}
            className="rounded-lg px-2 py-1 text-xs text-soft underline-offset-2 hover:underline"
          >
            {t('history.clear')}
          </button>
        )
      }
    >
      {hasResults ? (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-2">
          {results.map((result) => (
            <HistoryItem key={result.id} result={result} />
          ))}
        </ul>
      ) : (
        <p className="text-sm text-soft">{t('history.empty')}</p>
      )}
      <Dialog title={t('history.clear')} isOpen={isAsking} onDismiss={() => setAsking(false)}>
        <p className="mb-4 text-sm">{t('history.clearAsk')}</p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => setAsking(false)}>{t('history.cancel')}</Button>
          <Button
            look="primary"
            onClick={() => {
              setAsking(false);
              void controller.clear();
            }}
          >
            {t('history.clear')}
          </Button>
        </div>
      </Dialog>
    </Panel>
  );
}

function HistoryItem({ result }: { readonly result: StoredResult }) {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const { result: shown } = useRoomState();
  const bodyName = useBodyName();
  const url = useObjectUrl(result.thumbnail);
  const { value } = result.report.category;
  const label = t(result.wornWith ? 'history.openTogether' : 'history.open', {
    category: value ? t(`category.${value}`) : '',
    body: bodyName(result.bodyId),
  });
  return (
    <li className="relative">
      <button
        type="button"
        aria-label={label}
        title={label}
        aria-current={shown?.id === result.id}
        onClick={() => void controller.open(result.id)}
        className="stage block aspect-3/4 w-full overflow-hidden rounded-xl border border-line aria-current:border-2 aria-current:border-accent"
      >
        {url && <img src={url} alt="" className="size-full object-contain" />}
      </button>
      {!result.report.valid && (
        <span
          title={t('history.invalid')}
          className="absolute bottom-1.5 left-1.5 rounded-md bg-warn-soft px-1.5 text-xs text-warn"
        >
          !<span className="sr-only">{t('history.invalid')}</span>
        </span>
      )}
      <IconButton
        icon="trash"
        label={t('history.delete')}
        onClick={() => void controller.remove(result.id)}
        className="absolute top-0 right-0 scale-75 bg-card/80"
      />
    </li>
  );
}
