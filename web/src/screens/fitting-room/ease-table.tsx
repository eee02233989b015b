import type { Report } from '@fitroom/shared/report/report';
import { useTranslation } from 'react-i18next';

const MEASURES = ['chest', 'waist', 'hip'] as const;

interface EaseTableProps {
  readonly report: Report;
  /** The user gave the garment's width. */
  readonly isSizeKnown: boolean;
}

/** Room between body and cloth at each measure; signed, so that tightness shows as a minus. */
export function EaseTable({ report, isSizeKnown }: EaseTableProps) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, {
    signDisplay: 'exceptZero',
    maximumFractionDigits: 0,
  });
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  const { scale } = report;
  return (
    <div>
      <h3 className="mb-1.5 text-xs font-medium text-soft">{t('result.easeTitle')}</h3>
      <dl className="grid grid-cols-3 gap-2">
        {MEASURES.map((measure) => {
          const cm = report.fit.ease_cm[measure];
          return (
            <div key={measure} className="rounded-xl bg-sunken px-3 py-2">
              <dt className="text-xs text-soft">{t(`result.${measure}`)}</dt>
              <dd className="text-sm font-medium tabular-nums">
                {cm === null ? t('result.none') : t('result.cm', { value: number.format(cm) })}
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="mt-1.5 text-xs text-soft">
        {scale
          ? t(`result.scale.${scale.source}`, {
              percent: percent.format(scale.error_percent / 100),
            })
          : isSizeKnown
            ? t('result.easeKnownNote')
            : t('result.easeNote')}
      </p>
    </div>
  );
}
