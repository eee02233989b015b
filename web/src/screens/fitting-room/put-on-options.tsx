import { METHODS, OFFSET_MM } from '@fitroom/shared/garment/vocabulary';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { Segmented } from '../../ui/segmented.tsx';

/** Half a millimetre is about what an eye can tell on the cloth. */
const OFFSET_STEP = 0.5;
const OFFSETS = Array.from(
  { length: 1 + (OFFSET_MM.most - OFFSET_MM.least) / OFFSET_STEP },
  (_, n) => OFFSET_MM.least + n * OFFSET_STEP,
);

/** How the garment is put on, for those who want to say; folded away. */
export function PutOnOptions() {
  const { t, i18n } = useTranslation();
  const { controller } = useRoom();
  const { wishes } = useRoomState();
  const { format } = new Intl.NumberFormat(i18n.language);
  return (
    <details data-role="put-on">
      <summary className="min-h-9 cursor-pointer py-1.5 text-xs font-medium text-soft">
        {t('options.advanced')}
      </summary>
      <div className="mt-2 space-y-4">
        <div>
          <Segmented
            label={t('options.method')}
            value={wishes.method}
            choices={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
            onChange={controller.chooseMethod}
          />
          <p className="mt-1.5 text-xs text-soft">{t(`methodHint.${wishes.method}`)}</p>
        </div>
        <div>
          <Segmented
            label={t('options.offset')}
            value={`${wishes.offsetMm}`}
            choices={OFFSETS.map((offset) => ({
              value: `${offset}`,
              label: format(offset),
            }))}
            onChange={(value) => controller.chooseOffset(Number(value))}
          />
          <p className="mt-1.5 text-xs text-soft">{t('options.offsetHint')}</p>
        </div>
      </div>
    </details>
  );
}
