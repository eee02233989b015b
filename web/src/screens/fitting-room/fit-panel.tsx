import type { FitMap } from '@fitroom/shared/evidence/map-scales';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { hasMeshStrain, standingOf } from '../../room/what-is-shown.ts';
import type { StoredResult, StoredStance } from '../../storage/database.ts';
import { Panel } from '../../ui/panel.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { EaseTable } from './ease-table.tsx';
import { FitSentences } from './fit-sentences.tsx';

type Look = FitMap | 'cloth';
const LOOKS: readonly Look[] = ['cloth', 'strain-fitted', 'strain', 'gap', 'contact'];
/** A mesh was not cut: its one strain is against its own shape. */
const LOOKS_OF_MESH = LOOKS.filter((look) => look !== 'strain-fitted');

/** Results of earlier versions do not say what a mesh was like before it was put on. */
function hasMap(look: Look, { fit }: StoredResult['report']): boolean {
  return !look.startsWith('strain') || fit.maps?.strain !== null;
}

interface LayersProps {
  readonly result: StoredResult;
  readonly standing: StoredStance | null;
}

/** Of garments that are worn together each has room and stretch of its own; the inner one comes first. */
function Layers({ result: { report }, standing }: LayersProps) {
  const { t } = useTranslation();
  const posed = standing?.report?.layers;
  return (report.layers ?? []).map((layer, rank) => {
    const { value } = layer.category;
    const name = value === null ? '' : t(`category.${value}`);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: its rank is what a layer is known by
      <section key={rank} className="space-y-3" data-layer={value}>
        <h3 className="text-sm font-semibold">
          {t(rank === 0 ? 'outfit.inner' : 'outfit.outer', { name })}
        </h3>
        <EaseTable report={layer} isSizeKnown={false} isPosed={standing !== null} />
        <FitSentences report={posed?.[rank] ?? layer} />
      </section>
    );
  });
}

/** How the garment fits, as figures in words and as colours on the cloth; nothing before the first result. */
export function FitPanel() {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const state = useRoomState();
  const { result, wishes } = state;
  if (!result) return null;
  const isMesh = hasMeshStrain(result.report);
  const isTogether = Boolean(result.wornWith);
  const looks = isMesh ? LOOKS_OF_MESH : LOOKS;
  const shown = wishes.map && looks.includes(wishes.map) ? wishes.map : 'cloth';
  return (
    <Panel title={t('fit.title')}>
      <div className="space-y-4" data-role="fit">
        <div>
          <Segmented<Look>
            label={t('fit.look')}
            columns={2}
            value={shown}
            choices={looks.map((value) => ({
              value,
              label: t(`map.${isMesh && value === 'strain' ? 'strain-fitted' : value}`),
              off: !hasMap(value, result.report),
            }))}
            onChange={(look) => controller.chooseMap(look === 'cloth' ? null : look)}
          />
          <p className="mt-1.5 text-xs text-soft">
            {t(`mapHint.${isMesh && shown === 'strain' ? 'strainMesh' : shown}`)}
            {isTogether && shown === 'gap' && ` ${t('mapHint.together')}`}
          </p>
        </div>
        {isTogether && result.report.layers ? (
          <Layers result={result} standing={standingOf(state)} />
        ) : (
          <>
            <EaseTable
              report={result.report}
              isSizeKnown={result.knownWidthCm !== null || Boolean(result.sizeLabel)}
              isPosed={standingOf(state) !== null}
            />
            <FitSentences report={standingOf(state)?.report ?? result.report} />
          </>
        )}
      </div>
    </Panel>
  );
}
