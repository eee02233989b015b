import { CATEGORIES, type Category } from '@fitroom/shared/garment/vocabulary';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import type { AskedMesh } from '../../room/room-state.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';

/** Asks what garment a 3D file is. */
export function MeshDialog() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const { asked } = useRoomState();
  return (
    <Dialog
      title={t('mesh.title')}
      isOpen={asked !== null}
      onDismiss={() => controller.answerMesh(null)}
    >
      {asked && <Question key={asked.name} asked={asked} />}
    </Dialog>
  );
}

function Question({ asked: { seen } }: { readonly asked: AskedMesh }) {
  const { t, i18n } = useTranslation();
  const { controller } = useRoom();
  const [category, setCategory] = useState<Category | ''>(seen.category ?? '');
  const certainty = seen.isSure ? 'sure' : seen.category ? 'likely' : 'unknown';
  const count = new Intl.NumberFormat(i18n.language).format(seen.triangles);
  return (
    <div data-role="mesh-question" data-certainty={certainty}>
      <p className="mb-3 text-sm">{t(`mesh.${certainty}`)}</p>
      <SelectField<Category | ''>
        label={t('options.category')}
        value={category}
        choices={[
          ...(category === '' ? [{ value: '' as const, label: t('mesh.choose') }] : []),
          ...CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) })),
        ]}
        onChange={setCategory}
        hint={t(seen.isThinned ? 'mesh.thinned' : 'mesh.triangles', { triangles: count })}
      />
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button onClick={() => controller.answerMesh(null)}>{t('mesh.decline')}</Button>
        <Button
          look="primary"
          disabled={category === ''}
          onClick={() => category !== '' && controller.answerMesh(category)}
        >
          {t('mesh.wear')}
        </Button>
      </div>
    </div>
  );
}
