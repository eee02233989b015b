import type { Pattern } from '@fitroom/shared/pattern/pattern';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoomState } from '../../app/room-context.ts';
import type { StoredResult } from '../../storage/database.ts';
import { Icon } from '../../ui/icon.tsx';
import { useObjectUrl } from '../../ui/use-object-url.ts';

const LOOK =
  'flex min-h-11 items-center gap-2 rounded-xl border border-line-strong px-3 py-1.5 text-left text-xs hover:bg-sunken';

/** The result's files, straight from this browser's storage. */
export function Downloads({ result }: { readonly result: StoredResult }) {
  const { t } = useTranslation();
  const { garment } = useRoomState();
  const report = useMemo(
    () => new Blob([JSON.stringify(result.report, null, 2)], { type: 'application/json' }),
    [result],
  );
  // The pattern is the garment's, as it was drafted for the body that it was made on.
  const pattern = garment?.id === result.garmentId ? garment.made?.pattern : undefined;
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
        {pattern && (
          <>
            <PatternDownload pattern={pattern} format="svg" name={`${stem}-pattern.svg`} />
            <PatternDownload pattern={pattern} format="dxf" name={`${stem}-pattern.dxf`} />
          </>
        )}
      </div>
    </div>
  );
}

const PATTERN_WRITERS = {
  svg: async (pattern: Pattern) => {
    const { patternSvg } = await import('@fitroom/shared/export/pattern-svg');
    return new Blob([patternSvg(pattern)], { type: 'image/svg+xml' });
  },
  dxf: async (pattern: Pattern) => {
    const { patternDxf } = await import('@fitroom/shared/export/pattern-dxf');
    return new Blob([patternDxf(pattern)], { type: 'image/vnd.dxf' });
  },
} as const;

interface PatternDownloadProps {
  readonly pattern: Pattern;
  readonly format: keyof typeof PATTERN_WRITERS;
  readonly name: string;
}

/** Written when asked for: the writers are larger than the files. */
function PatternDownload({ pattern, format, name }: PatternDownloadProps) {
  const { t } = useTranslation();

  async function save(): Promise<void> {
    const url = URL.createObjectURL(await PATTERN_WRITERS[format](pattern));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url));
  }

  return (
    <button type="button" onClick={() => void save()} className={LOOK}>
      <Icon name="download" className="size-4" />
      {t(`result.pattern.${format}`)}
    </button>
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
    <a href={url ?? undefined} download={name} className={LOOK}>
      <Icon name="download" className="size-4" />
      {label}
    </a>
  );
}
