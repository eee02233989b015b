import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredResult } from '../../storage/database.ts';
import { Icon } from '../../ui/icon.tsx';
import { useObjectUrl } from '../../ui/use-object-url.ts';

/** The result's files, straight from this browser's storage. */
export function Downloads({ result }: { readonly result: StoredResult }) {
  const { t } = useTranslation();
  const report = useMemo(
    () => new Blob([JSON.stringify(result.report, null, 2)], { type: 'application/json' }),
    [result],
  );
  const stem = `fitroom-${result.report.category.value ?? 'garment'}-${result.bodyId}`;
  return (
    <div>
      <h3 className="mb-1.5 text-xs font-medium text-soft">{t('result.downloads')}</h3>
      <div className="grid grid-cols-2 gap-2">
        <Download blob={result.fittedGlb} name={`${stem}.glb`} label={t('result.fittedGlb')} />
        <Download
          blob={result.garmentGlb}
          name={`${stem}-garment.glb`}
          label={t('result.garmentGlb')}
        />
        <Download blob={result.thumbnail} name={`${stem}.png`} label={t('result.thumbnail')} />
        <Download blob={report} name={`${stem}.json`} label={t('result.report')} />
      </div>
    </div>
  );
}

interface DownloadProps {
  readonly blob: Blob;
  readonly name: string;
  readonly label: string;
}

function Download({ blob, name, label }: DownloadProps) {
  const url = useObjectUrl(blob);
  return (
    <a
      href={url ?? undefined}
      download={name}
      className="flex min-h-11 items-center gap-2 rounded-xl border border-line-strong px-3 py-1.5 text-xs hover:bg-sunken"
    >
      <Icon name="download" className="size-4" />
      {label}
    </a>
  );
}
