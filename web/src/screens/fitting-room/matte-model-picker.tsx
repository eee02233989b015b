import type { MatteModel } from '@fitroom/shared/schemas/matte-model';
import { useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom } from '../../app/room-context.ts';
import { OWN_MODEL } from '../../matte/model-controller.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FolderInput } from '../../ui/folder-input.tsx';
import { SelectField } from '../../ui/select-field.tsx';

/** Which network finds the garment; a larger one is fetched only after it was agreed to. */
export function MatteModelPicker() {
  const { t } = useTranslation();
  const { controller, models } = useRoom();
  const { list, controller: shelf } = models;
  const { name, loading, failure } = useSyncExternalStore(shelf.subscribe, shelf.state);
  const [asked, setAsked] = useState<MatteModel | null>(null);
  const titleOf = (wanted: string) => list.find((model) => model.name === wanted)?.title ?? wanted;

  async function took(taking: Promise<boolean>): Promise<void> {
    setAsked(null);
    if (await taking) controller.makeAgain();
  }

  function choose(chosen: string): void {
    if (chosen === OWN_MODEL) void shelf.chooseOwn().then(() => controller.makeAgain());
    else setAsked(list.find((model) => model.name === chosen) ?? null);
  }

  return (
    <div data-role="matte-model" data-model={name} data-loading={loading !== null}>
      <SelectField
        label={t('matte.title')}
        value={name}
        choices={[
          { value: OWN_MODEL, label: t('matte.own') },
          ...list.map((model) => ({
            value: model.name,
            label: t('matte.choice', { title: model.title, size: model.megabytes }),
          })),
        ]}
        onChange={choose}
        hint={t('matte.hint')}
      />
      <p role="status" className="mt-1.5 text-xs text-soft">
        {loading !== null &&
          t('matte.loading', { title: titleOf(name), percent: Math.round(100 * loading) })}
      </p>
      {failure && (
        <p role="alert" data-failure={failure.name} className="mt-1.5 text-xs text-warn">
          {failure.reason === 'no-weights'
            ? t('matte.noWeights', { title: titleOf(failure.name) })
            : t('matte.failed', { title: titleOf(failure.name) })}{' '}
          {failure.reason !== 'no-weights' && <span lang="en">({failure.reason})</span>}
        </p>
      )}
      {asked && (
        <FetchDialog
          model={asked}
          onDownload={() => void took(shelf.download(asked.name))}
          onTake={(files) => void took(shelf.takeFrom(asked.name, files))}
          onDismiss={() => setAsked(null)}
        />
      )}
    </div>
  );
}

interface FetchDialogProps {
  readonly model: MatteModel;
  onDownload(): void;
  /** @param files Of the user's folder; null: those on the app's own server. */
  onTake(files: readonly File[] | null): void;
  onDismiss(): void;
}

/** What a model is and costs, said before anything is fetched. */
function FetchDialog({ model, onDownload, onTake, onDismiss }: FetchDialogProps) {
  const { t } = useTranslation();
  const { isServerThere } = useRoom();
  const folder = useRef<{ open(): void }>(null);
  const use =
    model.commercialUse === null ? 'unclear' : model.commercialUse ? 'allowed' : 'forbidden';
  return (
    <Dialog title={t('matte.askTitle', { title: model.title })} isOpen onDismiss={onDismiss}>
      <div className="mb-4 space-y-2 text-sm">
        {model.source === 'hub' && <p>{t('matte.askText', { size: model.megabytes })}</p>}
        {model.source === 'folder' && (
          <p>{t('matte.askFolder', { address: `huggingface.co/${model.repository}` })}</p>
        )}
        <p>{t('matte.licence', { licence: model.licence })}</p>
        <p>{t(`matte.commercial.${use}`)}</p>
        {!model.inBrowser && <p className="text-warn">{t('matte.memory')}</p>}
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDismiss}>{t('matte.keepOwn')}</Button>
        {isServerThere && <Button onClick={() => onTake(null)}>{t('matte.fromServer')}</Button>}
        <Button onClick={() => folder.current?.open()}>{t('matte.fromFolder')}</Button>
        {model.source === 'hub' && (
          <Button look="primary" icon="download" onClick={onDownload}>
            {t('matte.download', { size: model.megabytes })}
          </Button>
        )}
      </div>
      <FolderInput
        ref={folder}
        label={t('matte.fromFolder')}
        dataRole="model-folder"
        onFiles={onTake}
      />
    </Dialog>
  );
}
