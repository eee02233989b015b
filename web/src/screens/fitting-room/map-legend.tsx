import { type FitMap, MAP_SCALES, type Rgb } from '@fitroom/shared/evidence/map-scales';
import type { PaintedMap } from '@fitroom/web-workers/protocol/try-on-worker';
import { useTranslation } from 'react-i18next';
import { useRoomState } from '../../app/room-context.ts';
import { hasMeshStrain, paintedMap } from '../../room/what-is-shown.ts';

/** What the colours on the cloth mean, and how much of it has each; nothing while it has its own. */
export function MapLegend() {
  const state = useRoomState();
  const painted = paintedMap(state);
  if (!painted || !state.result) return null;
  // A mesh was not cut.
  const isMeshs = painted.map === 'strain' && hasMeshStrain(state.result.report);
  return <Legend painted={painted} name={isMeshs ? 'strain-fitted' : painted.map} />;
}

const css = ([red, green, blue]: Rgb) => `rgb(${red} ${green} ${blue})`;

function Legend({
  painted: { map, figures },
  name,
}: {
  readonly painted: PaintedMap;
  readonly name: FitMap;
}) {
  const { t, i18n } = useTranslation();
  const { unit, from, colors } = MAP_SCALES[map];
  const number = new Intl.NumberFormat(i18n.language);
  const share = new Intl.NumberFormat(i18n.language, {
    style: 'percent',
    maximumFractionDigits: 0,
  });
  const withUnit = (value: number) => `${number.format(value)}${unit === '%' ? '' : ' '}${unit}`;
  const rangeOf = (step: number): string => {
    if (map === 'contact')
      return t(`map.contactStep.${(['touching', 'near', 'away'] as const)[step] ?? 'away'}`);
    const [start, end] = [from[step]!, from[step + 1]];
    if (step === 0) return t('map.under', { value: withUnit(end!) });
    if (end === undefined) return t('map.over', { value: withUnit(start!) });
    return t('map.between', { from: number.format(start!), to: withUnit(end) });
  };
  return (
    <table
      data-role="map-legend"
      data-map={map}
      className="border-separate border-spacing-y-0.5 rounded-xl border border-line bg-card/90 px-0.5 py-1 text-xs tabular-nums"
    >
      <caption className="sr-only">{t('map.legend', { map: t(`map.${name}`) })}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('map.colour')}</th>
          <th scope="col">{t('map.range')}</th>
          <th scope="col">{t('map.share')}</th>
        </tr>
      </thead>
      <tbody>
        {colors.map((color, step) => (
          <tr key={from[step]}>
            <td className="pl-2">
              <span
                className="block size-3.5 rounded-sm border border-line-strong"
                style={{ background: css(color) }}
              />
            </td>
            <th scope="row" className="px-2 text-left font-normal whitespace-nowrap">
              {rangeOf(step)}
            </th>
            <td className="hidden pr-2 text-right text-soft sm:table-cell">
              {share.format(figures.shares[step] ?? 0)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
