import type { WornReport } from '@fitroom/shared/report/report';
import { useTranslation } from 'react-i18next';

const MEASURES = ['chest', 'waist', 'hip', 'hem'] as const;
/** Centimetres: what a tape read twice differs by; less is said to be as wide as the body. */
const SAME = 0.5;

interface EaseTableProps {
  readonly report: Pick<WornReport, 'fit' | 'scale'>;
  /** The user gave the garment's width. */
  readonly isSizeKnown: boolean;
  /** It is shown in another pose than the one that was measured. */
  readonly isPosed: boolean;
}

/** Room between body and cloth at each measure, in words, and how far off it may be. */
export function EaseTable({ report, isSizeKnown, isPosed }: EaseTableProps) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  const { scale } = report;
  const { ease_cm, ease_error_cm } = report.fit;
  // Of a mesh nothing else could be measured.
  const basis = report.fit.ease_cut_cm ? report.fit.ease_basis : undefined;
  const roomOf = (cm: number): string => {
    if (Math.abs(cm) < SAME) return t('fit.asBody');
    return t(cm > 0 ? 'fit.roomy' : 'fit.tight', { value: number.format(Math.abs(cm)) });
  };
  return (
    <div>
      <h3 className="mb-1.5 text-xs font-medium text-soft">{t('result.easeTitle')}</h3>
      <dl className="grid grid-cols-2 gap-2">
        {MEASURES.map((measure) => {
          const cm = ease_cm[measure] ?? null;
          const error = ease_error_cm?.[measure] ?? null;
          return (
            <div key={measure} className="rounded-xl bg-sunken px-3 py-2" data-measure={measure}>
              <dt className="text-xs text-soft">{t(`result.${measure}`)}</dt>
              <dd className="text-sm font-medium">
                {cm === null ? t('result.none') : roomOf(cm)}
                {cm !== null && error !== null && (
                  <span className="block text-xs font-normal text-soft">
                    {t('fit.within', { value: number.format(Math.max(1, error)) })}
                  </span>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="mt-1.5 text-xs text-soft">
        {basis && `${t(basis === 'cut' ? 'fit.asCut' : 'fit.asWorn')} `}
        {scale
          ? t(`result.scale.${scale.source}`, {
              percent: percent.format(scale.error_percent / 100),
            })
          : isSizeKnown
            ? t('result.easeKnownNote')
            : t('result.easeNote')}
        {isPosed && ` ${t('result.easeHanging')}`}
      </p>
    </div>
  );
}
