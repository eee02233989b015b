import { CATEGORIES, FRONT_WEARS } from '@fitroom/shared/garment/vocabulary';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useObjectUrl } from '../../ui/use-object-url.ts';
import { PhotoWithLandmarks } from './photo-with-landmarks.tsx';

/** Offered in the file dialog; what a file really is decides later. */
const ACCEPTED = 'image/jpeg,image/png,image/webp,image/avif';

/** What was read of the photo, and the ways to correct it; nothing before there is a reading. */
export function AdjustPanel() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const { photo, garment, wishes } = useRoomState();
  const photoUrl = useObjectUrl(photo?.blob);
  // What networks made has no outline that points could be moved on.
  if (!photo || !garment || garment.madeBy) return null;
  const reading = garment.made?.reading;
  const isCorrected = wishes.corrections.length > 0;
  return (
    <Panel
      title={t('adjust.title')}
      aside={
        isCorrected && (
          <button
            type="button"
            onClick={() => controller.resetLandmarks()}
            className="rounded-lg px-2 py-1 text-xs text-soft underline-offset-2 hover:underline"
          >
            {t('adjust.reset')}
          </button>
        )
      }
    >
      <div className="space-y-4" data-role="adjust">
        {reading && photoUrl ? (
          <PhotoWithLandmarks photoUrl={photoUrl} reading={reading} />
        ) : (
          <p className="text-sm text-soft">{t('adjust.onDeviceOnly')}</p>
        )}
        {reading && (
          <SelectField
            label={t('options.category')}
            value={reading.category.value}
            choices={CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))}
            onChange={controller.chooseCategory}
          />
        )}
        {reading?.frontOpening && (
          <Segmented
            label={t('adjust.front')}
            value={wishes.front}
            choices={FRONT_WEARS.map((value) => ({ value, label: t(`front.${value}`) }))}
            onChange={controller.chooseFront}
          />
        )}
        <BackPhoto />
      </div>
    </Panel>
  );
}

/** A second photo, of the garment's back: without one the back is made from the front. */
function BackPhoto() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const { wishes } = useRoomState();
  const input = useRef<HTMLInputElement>(null);
  const url = useObjectUrl(wishes.back?.blob);
  return (
    <div>
      <h3 className="mb-1.5 text-xs font-medium text-soft">{t('adjust.back')}</h3>
      <div className="flex items-center gap-3">
        {url && (
          <img
            src={url}
            alt={t('adjust.backShown')}
            className="size-14 shrink-0 rounded-lg bg-sunken object-contain"
          />
        )}
        <div className="flex flex-wrap gap-2">
          <Button icon="photo" onClick={() => input.current?.click()}>
            {wishes.back ? t('adjust.backReplace') : t('adjust.backAdd')}
          </Button>
          {wishes.back && (
            <Button look="quiet" icon="trash" onClick={() => controller.takeBack(null)}>
              {t('adjust.backRemove')}
            </Button>
          )}
        </div>
        <input
          ref={input}
          type="file"
          accept={ACCEPTED}
          className="hidden"
          data-role="back-photo"
          aria-label={t('adjust.backAdd')}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) controller.takeBack({ blob: file, name: file.name });
          }}
        />
      </div>
      {!wishes.back && <p className="mt-1.5 text-xs text-soft">{t('adjust.backHint')}</p>}
    </div>
  );
}
