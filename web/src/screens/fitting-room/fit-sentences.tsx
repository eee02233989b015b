import type { WornReport } from '@fitroom/shared/report/report';
import { useTranslation } from 'react-i18next';

/** What the maps come to, in sentences; nothing for results kept by earlier versions. */
export function FitSentences({ report }: { readonly report: Pick<WornReport, 'fit'> }) {
  const { t, i18n } = useTranslation();
  const { maps } = report.fit;
  if (!maps) return null;
  const percent = new Intl.NumberFormat(i18n.language, {
    style: 'percent',
    maximumFractionDigits: 0,
  });
  const { touching_share, near_share, away_share } = maps.contact;
  /** Of a length in percent of another, what it is more. */
  const beyond = (lengthPercent: number) => percent.format(Math.max(0, lengthPercent / 100 - 1));
  return (
    <ul className="list-disc space-y-1 pl-5 text-sm" data-role="fit-sentences">
      <li>
        {t('fit.contact', {
          touching: percent.format(touching_share),
          near: percent.format(near_share),
          away: percent.format(away_share),
        })}
      </li>
      {maps.strain?.basis === 'mesh' && (
        <li>{t('fit.strainMesh', { drawn: beyond(maps.strain.as_cut.p95_percent) })}</li>
      )}
      {maps.strain && !maps.strain.basis && (
        <li>
          {t('fit.strain', {
            fitted: beyond(maps.strain.as_fitted.p95_percent),
            cut: beyond(maps.strain.as_cut.p95_percent),
          })}
        </li>
      )}
    </ul>
  );
}
