import type { ClothReport, DeviceReport } from '@fitroom/web-workers/protocol/cloth-report';
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

/** Says where cloth is simulated and kept off the skin, and why there. */
export function ClothBadge({ report }: { readonly report: ClothReport | null }) {
  const { t } = useTranslation();
  if (!report) return null;
  const { solver, snap } = report;
  const why = ({ reason, measuredMs }: DeviceReport): string =>
    t(`cloth.reason.${reason}`, {
      webgpu: Math.round(measuredMs?.webgpu ?? 0),
      cpu: Math.round(measuredMs?.cpu ?? 0),
    });
  const isSame = solver.backend === snap.backend && why(solver) === why(snap);
  return (
    <p
      className="px-1 text-xs text-soft"
      data-cloth={solver.backend}
      data-reason={solver.reason}
      data-apart-mm={solver.apart?.meanMm}
      data-snap={snap.backend}
      data-snap-reason={snap.reason}
      data-snap-apart-mm={snap.apart?.meanMm}
    >
      {t(`cloth.${solver.backend}`)}. {why(solver)}
      {!isSame && ` ${t(`cloth.snap.${snap.backend}`)}. ${why(snap)}`}
    </p>
  );
}
