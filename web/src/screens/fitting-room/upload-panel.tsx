import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { seesPhoto } from '../../generators/generator-offers.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { useObjectUrl } from '../../ui/use-object-url.ts';
import { MeshPicker } from './mesh-picker.tsx';
import { SampleStrip } from './sample-strip.tsx';
import { usePhotoDrop } from './use-photo-drop.ts';

/** Offered in the file dialog; what a file really is decides later. */
const ACCEPTED = 'image/jpeg,image/png,image/webp,image/avif';

/** Files of 3D programs; all but GLB are then refused in words that say what to export. */
const IS_3D = /\.(glb|gltf|obj|fbx|stl|ply|usdz)$/i;

export function UploadPanel() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const { photo, wishes } = useRoomState();
  const isDropping = usePhotoDrop((file) =>
    IS_3D.test(file.name)
      ? controller.takeMesh(file, file.name)
      : controller.takePhoto(file, file.name),
  );
  const isHere = wishes.place === 'device';
  const limits = isHere ? 'limits' : seesPhoto(wishes.generator) ? 'limitsServer' : 'limitsCutOut';
  const hasCamera = useMediaQuery('(pointer: coarse)');
  const photoUrl = useObjectUrl(photo?.blob);
  const fileInput = useRef<HTMLInputElement>(null);
  const cameraInput = useRef<HTMLInputElement>(null);
  const limitsId = useId();

  function onChosen(event: React.ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    // The same file may be chosen again after it was edited.
    event.target.value = '';
    if (file) controller.takePhoto(file, file.name);
  }

  return (
    <Panel title={t('upload.title')}>
      <div
        className={`flex items-center gap-3 rounded-xl border border-dashed p-3 transition-colors ${isDropping ? 'border-focus bg-accent-soft' : 'border-line-strong'}`}
      >
        <div className="grid size-20 shrink-0 place-items-center overflow-hidden rounded-lg bg-sunken text-soft">
          {photoUrl ? (
            <img src={photoUrl} alt={t('upload.current')} className="size-full object-contain" />
          ) : (
            <Icon name="photo" className="size-8" />
          )}
        </div>
        <div className="min-w-0 flex-1">
          {!hasCamera && (
            <p className="mb-2 text-sm">{isDropping ? t('upload.dropNow') : t('upload.drop')}</p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button
              look="primary"
              onClick={() => fileInput.current?.click()}
              aria-describedby={limitsId}
            >
              {photo ? t('upload.replace') : t('upload.choose')}
            </Button>
            {hasCamera && (
              <Button icon="camera" onClick={() => cameraInput.current?.click()}>
                {t('upload.camera')}
              </Button>
            )}
          </div>
        </div>
        <input
          ref={fileInput}
          type="file"
          accept={ACCEPTED}
          onChange={onChosen}
          className="hidden"
          aria-label={t('upload.choose')}
          data-role="photo"
        />
        <input
          ref={cameraInput}
          type="file"
          accept="image/*"
          capture="environment"
          onChange={onChosen}
          className="hidden"
          aria-label={t('upload.camera')}
        />
      </div>
      <p id={limitsId} className="mt-2 text-xs text-soft">
        {!hasCamera && `${t('upload.paste')} · `}
        {t(`upload.${limits}`)}
      </p>
      <SampleStrip />
      <MeshPicker />
    </Panel>
  );
}
