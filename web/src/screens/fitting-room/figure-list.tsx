import type { WornReport } from '@fitroom/shared/report/report';
import { useTranslation } from 'react-i18next';

/** The figures behind the verdict, for those who want them. */
export function FigureList({ report }: { readonly report: WornReport }) {
  const { t, i18n } = useTranslation();
  const { garment, fit, outline_iou } = report;
  const number = (value: number | null, digits: number, unit = '') =>
    value === null
      ? '–'
      : `${new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(value)}${unit}`;
  const percent = (value: number | null) => number(value === null ? null : value * 100, 1, '%');
  const openings = garment.openings
    .map((opening) => `${t(`opening.${opening.kind}`)} ${number(opening.length_mm / 10, 0, ' cm')}`)
    .join(', ');
  const rows = [
    [t('figures.triangles'), number(garment.triangles, 0)],
    [t('figures.outlineIou'), percent(outline_iou)],
    [t('figures.gap'), number(fit.gap_mean_mm, 1, ' mm')],
    [t('figures.strain'), percent(fit.strain_p95)],
    [t('figures.drop'), number(fit.drop_mm, 0, ' mm')],
    [t('figures.penetration'), number(fit.penetrating_vertices, 0)],
    [t('figures.openings'), openings],
  ] as const;
  return (
    <details className="text-sm">
      <summary className="cursor-pointer py-1 text-soft">{t('result.details')}</summary>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="text-right tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
