import type { FitMap } from '@fitroom/shared/evidence/map-scales';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { canPaint, standingOf } from '../../room/what-is-shown.ts';
import type { StoredResult } from '../../storage/database.ts';
import { Panel } from '../../ui/panel.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { EaseTable } from './ease-table.tsx';
import { FitSentences } from './fit-sentences.tsx';

type Look = FitMap | 'cloth';
const LOOKS: readonly Look[] = ['cloth', 'strain-fitted', 'strain', 'gap', 'contact'];

/** Strain needs flat pieces to compare with, which a mesh of the user's has not. */
function hasMap(look: Look, { fit }: StoredResult['report']): boolean {
  return !look.startsWith('strain') || fit.maps?.strain !== null;
}

/** How the garment fits, as figures in words and as colours on the cloth; nothing before the first result. */
export function FitPanel() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const state = useRoomState();
  const { result, wishes } = state;
  if (!result) return null;
  const isPossible = canPaint(state);
  return (
    <Panel title={t('fit.title')}>
      <div className="space-y-4" data-role="fit">
        <div>
          <Segmented<Look>
            label={t('fit.look')}
            columns={2}
            value={isPossible ? (wishes.map ?? 'cloth') : 'cloth'}
            choices={LOOKS.map((value) => ({
              value,
              label: t(`map.${value}`),
              off: value !== 'cloth' && !(isPossible && hasMap(value, result.report)),
            }))}
            onChange={(look) => controller.chooseMap(look === 'cloth' ? null : look)}
          />
          <p className="mt-1.5 text-xs text-soft">
            {isPossible ? t(`mapHint.${wishes.map ?? 'cloth'}`) : t('map.oneOnly')}
          </p>
        </div>
        <EaseTable
          report={result.report}
          isSizeKnown={result.knownWidthCm !== null || Boolean(result.sizeLabel)}
        />
        <FitSentences report={standingOf(state)?.report ?? result.report} />
      </div>
    </Panel>
  );
}
