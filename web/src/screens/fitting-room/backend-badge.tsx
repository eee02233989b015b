import type { ClothReport } from '@fitroom/web-workers/protocol/cloth-report';
import type { BackendReport } from '@fitroom/web-workers/protocol/inference-worker';
import { useTranslation } from 'react-i18next';

/** Says what the network runs on, and on request why. */
export function BackendBadge({ report }: { readonly report: BackendReport | null }) {
  const { t } = useTranslation();
  if (!report) return <p className="px-1 text-xs text-soft">{t('backend.pending')}</p>;
  const name =
    report.backend === 'webgpu'
      ? t('backend.webgpu')
      : t('backend.wasm', { count: report.threads });
  const measured = {
    webgpu: Math.round(report.measuredMs?.webgpu ?? 0),
    wasm: Math.round(report.measuredMs?.wasm ?? 0),
  };
  return (
    <p className="px-1 text-xs text-soft" data-backend={report.backend} data-reason={report.reason}>
      {name}. {t(`backend.reason.${report.reason}`, measured)}
    </p>
  );
}

/** Says where cloth is simulated, and why there. */
export function ClothBadge({ report }: { readonly report: ClothReport | null }) {
  const { t } = useTranslation();
  if (!report) return null;
  const measured = {
    webgpu: Math.round(report.measuredMs?.webgpu ?? 0),
    cpu: Math.round(report.measuredMs?.cpu ?? 0),
  };
  return (
    <p
      className="px-1 text-xs text-soft"
      data-cloth={report.backend}
      data-reason={report.reason}
      data-apart-mm={report.apart?.meanMm}
    >
      {t(`cloth.${report.backend}`)}. {t(`cloth.reason.${report.reason}`, measured)}
    </p>
  );
}
