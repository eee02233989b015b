import { useEffect, useReducer, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom } from '../../app/room-context.ts';
import { bytesOf } from '../../generators/device-model.ts';
import type { DeviceGeneratorModel } from '../../generators/use-device-offers.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FolderInput } from '../../ui/folder-input.tsx';
import { LicenceBadge } from './licence-badge.tsx';

const MEGABYTE = 1e6;

interface OnThisDeviceProps extends DeviceGeneratorModel {
  /** The user wants it here, and its networks have to be fetched first. */
  readonly isAsked: boolean;
  onAsk(): void;
  onAnswered(): void;
  /** Its networks are kept now. */
  onKept(): void;
}

/** A generator's networks on this device: fetching them, once the user has agreed to their size, and removing them. */
export function OnThisDevice(props: OnThisDeviceProps) {
  const { generator, model, isAsked, onAsk, onAnswered, onKept } = props;
  const { t, i18n } = useTranslation();
  const folder = useRef<{ open(): void }>(null);
  const [, changed] = useReducer((count: number) => count + 1, 0);
  useEffect(() => model.subscribe(changed), [model]);
  const { presence, manifest, loading, failure } = model.state();
  const name = t(`generator.name.${generator}`);
  const megabytes = manifest ? Math.max(1, Math.round(bytesOf(manifest) / MEGABYTE)) : null;
  const size = new Intl.NumberFormat(i18n.language).format(megabytes ?? 0);

  async function took(taking: Promise<boolean>): Promise<void> {
    onAnswered();
    if (await taking) onKept();
  }

  return (
    <div
      className="space-y-2 rounded-xl border border-line p-3 text-xs"
      data-role="device-model"
      data-presence={presence}
      data-loading={loading !== null}
    >
      <p className="font-medium">{t('generator.device.title', { name })}</p>
      <p className="text-soft">{t(`generator.device.${presence}`, { size })}</p>
      <p role="status">
        {loading !== null && t('generator.device.loading', { percent: Math.round(100 * loading) })}
      </p>
      {failure && (
        <p role="alert" className="text-warn">
          {t(`generator.device.failure.${failure}`)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {loading !== null && <Button onClick={model.cancel}>{t('job.cancel')}</Button>}
        {loading === null && presence === 'served' && (
          <Button icon="download" onClick={onAsk}>
            {t('generator.device.download', { size })}
          </Button>
        )}
        {loading === null && presence !== 'kept' && (
          <Button look="quiet" onClick={() => folder.current?.open()}>
            {t('generator.device.folder')}
          </Button>
        )}
        {presence === 'kept' && (
          <Button look="quiet" icon="trash" onClick={() => void model.remove()}>
            {t('generator.device.remove')}
          </Button>
        )}
      </div>
      <FolderInput
        ref={folder}
        label={t('generator.device.folder')}
        dataRole="generator-folder"
        onFiles={(files) => void took(model.takeFolder(files))}
      />
      {isAsked && manifest && (
        <Ask
          name={name}
          size={size}
          licence={{ licence: manifest.licence, commercialUse: manifest.commercial_use }}
          onDownload={() => void took(model.download())}
          onDismiss={onAnswered}
        />
      )}
    </div>
  );
}

interface AskProps {
  readonly name: string;
  readonly size: string;
  readonly licence: { readonly licence: string; readonly commercialUse: boolean };
  onDownload(): void;
  onDismiss(): void;
}

/** What a download costs, said before it starts. */
function Ask({ name, size, licence, onDownload, onDismiss }: AskProps) {
  const { t } = useTranslation();
  const { serverHost } = useRoom();
  return (
    <Dialog title={t('generator.device.askTitle', { name })} isOpen onDismiss={onDismiss}>
      <div className="mb-4 space-y-2 text-sm">
        <p>{t('generator.device.askText', { size, host: serverHost })}</p>
        <p>{t('generator.device.askMemory')}</p>
        <LicenceBadge {...licence} />
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDismiss}>{t('mesh.decline')}</Button>
        <Button look="primary" icon="download" onClick={onDownload}>
          {t('matte.download', { size })}
        </Button>
      </div>
    </Dialog>
  );
}
