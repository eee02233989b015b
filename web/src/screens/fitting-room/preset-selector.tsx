import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { useBodyName } from './use-body-name.ts';

interface PresetSelectorProps {
  readonly title: string;
}

/** The bodies to choose from; choosing one with a garment at hand puts it on that body. */
export function PresetSelector({ title }: PresetSelectorProps) {
  const { t } = useTranslation();
  const { controller, bodies } = useRoom();
  const { wishes } = useRoomState();
  const bodyName = useBodyName();
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold tracking-tight">{title}</legend>
      <div className="grid grid-cols-3 gap-2">
        {bodies.map((body) => (
          <label
            key={body.id}
            data-body={body.id}
            className="group relative cursor-pointer rounded-xl border border-line bg-card p-1.5 text-center transition-colors hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              className="sr-only"
              name={name}
              checked={body.id === wishes.bodyId}
              onChange={() => controller.chooseBody(body.id)}
            />
            <span className="stage mb-1 block aspect-3/4 overflow-hidden rounded-lg">
              {body.thumbnailUrl && (
                <img
                  src={body.thumbnailUrl}
                  alt=""
                  crossOrigin="anonymous"
                  className="size-full object-contain"
                />
              )}
            </span>
            <span className="block text-sm font-medium">{bodyName(body.id)}</span>
            <span className="block text-xs text-soft">
              {t('bodies.height', { height: Math.round(body.heightCm) })}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
