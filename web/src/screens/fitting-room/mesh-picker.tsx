import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom } from '../../app/room-context.ts';
import { Button } from '../../ui/button.tsx';

/** A 3D garment of the user's own, in place of a photo. */
export function MeshPicker() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const input = useRef<HTMLInputElement>(null);
  const limitsId = useId();
  return (
    <div className="mt-3 border-line border-t pt-3">
      <Button onClick={() => input.current?.click()} aria-describedby={limitsId}>
        {t('mesh.bring')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".glb,model/gltf-binary"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again after it was edited.
          event.target.value = '';
          if (file) controller.takeMesh(file, file.name);
        }}
        className="hidden"
        aria-label={t('mesh.bring')}
        data-role="mesh"
      />
      <p id={limitsId} className="mt-2 text-xs text-soft">
        {t('mesh.limits')}
      </p>
    </div>
  );
}
