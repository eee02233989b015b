import { useTranslation } from 'react-i18next';
import { useRoom } from '../../app/room-context.ts';
import { drawnSamples, type Sample } from '../../bodies/samples.ts';

const SAMPLES = drawnSamples();

/** Pictures that ship with the app, for a try without a photo of one's own. */
export function SampleStrip() {
  const { t, i18n } = useTranslation();
  const { controller } = useRoom();
  if (SAMPLES.length === 0) return null;

  const nameOf = (sample: Sample) =>
    sample.names[i18n.language] ?? t(`category.${sample.category}`);

  async function take(sample: Sample) {
    const response = await fetch(sample.url);
    controller.takePhoto(await response.blob(), sample.fileName);
  }

  return (
    <div className="mt-3">
      <p className="mb-2 text-xs font-medium text-soft">{t('upload.samples')}</p>
      <ul className="flex gap-2 overflow-x-auto p-0.5 pb-1">
        {SAMPLES.map((sample) => (
          <li key={sample.id}>
            <button
              type="button"
              data-sample={sample.id}
              aria-label={t('upload.sample', { name: nameOf(sample) })}
              title={nameOf(sample)}
              onClick={() => void take(sample)}
              className="block size-16 overflow-hidden rounded-lg border border-line bg-sunken hover:border-line-strong"
            >
              <img src={sample.url} alt="" className="size-full object-contain" loading="lazy" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
