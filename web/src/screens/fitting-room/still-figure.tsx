import { useTranslation } from 'react-i18next';

interface StillFigureProps {
  readonly url: string;
  /** The picture of this address is on screen. */
  onShown(url: string): void;
}

/** Where the browser draws no 3D view: the picture that every result and body has, and why. */
export function StillFigure({ url, onShown }: StillFigureProps) {
  const { t } = useTranslation();
  return (
    <figure className="flex size-full flex-col p-3">
      <img
        key={url}
        src={url}
        // The viewer that holds it carries the description.
        alt=""
        crossOrigin="anonymous"
        onLoad={() => onShown(url)}
        className="min-h-0 flex-1 object-contain"
      />
      <figcaption className="pt-2 text-center text-sm text-soft">{t('viewer.still')}</figcaption>
    </figure>
  );
}
