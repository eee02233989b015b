import type { ClothReport } from '@fitroom/web-workers/protocol/cloth-report';
import type { BackendReport } from '@fitroom/web-workers/protocol/inference-worker';
import { useTranslation } from 'react-i18next';
import { useRoomState } from '../../app/room-context.ts';
import { Panel } from '../../ui/panel.tsx';
import { AdjustPanel } from '../adjust/adjust-panel.tsx';
import { BackendBadge, ClothBadge } from './backend-badge.tsx';
import { ConsentDialog } from './consent-dialog.tsx';
import { FirstHint } from './first-hint.tsx';
import { FitPanel } from './fit-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { MeshDialog } from './mesh-dialog.tsx';
import { OptionsPanel } from './options-panel.tsx';
import { OutfitPanel } from './outfit-panel.tsx';
import { PresetSelector } from './preset-selector.tsx';
import { ProblemPanel } from './problem-panel.tsx';
import { ProgressAnnouncer, ProgressPanel } from './progress-panel.tsx';
import { ResultPanel } from './result-panel.tsx';
import { ServerKeyDialog } from './server-key-panel.tsx';
import { StancePanel } from './stance-panel.tsx';
import { TopBar } from './top-bar.tsx';
import { UploadPanel } from './upload-panel.tsx';
import { ViewerPanel } from './viewer-panel.tsx';

/** The one screen: photo and body on the left, the figure in the middle, the verdict on the right. */
export function FittingRoom({
  backend,
  cloth,
}: {
  readonly backend: BackendReport | null;
  readonly cloth: ClothReport | null;
}) {
  const { t } = useTranslation();
  const { result } = useRoomState();
  return (
    <div className="mx-auto max-w-[110rem] lg:flex lg:h-dvh lg:flex-col">
      <TopBar />
      <main className="grid grid-cols-1 gap-4 px-4 pb-6 lg:min-h-0 lg:flex-1 lg:grid-cols-[22rem_minmax(0,1fr)_21rem] lg:px-6">
        <div className="contents lg:relative lg:order-1 lg:block lg:space-y-4 lg:overflow-y-auto lg:pb-1">
          <div className="order-1 space-y-4">
            <FirstHint />
            <UploadPanel />
          </div>
          <div className="order-4 space-y-4">
            <AdjustPanel />
            <Panel title={t('options.title')}>
              <OptionsPanel />
            </Panel>
            <BackendBadge report={backend} />
            <ClothBadge report={cloth} />
          </div>
        </div>
        <div
          data-role="figure"
          className="relative order-2 h-[58dvh] scroll-my-2 lg:h-auto lg:min-h-0"
        >
          <ViewerPanel />
          {/* Over the picture, so that it keeps its size and is not drawn again. */}
          <div className="pointer-events-none absolute inset-x-2 top-2 max-h-[calc(100%-5rem)] space-y-2 overflow-y-auto *:pointer-events-auto">
            <ProgressPanel />
            <ProblemPanel />
          </div>
        </div>
        <div className="contents lg:relative lg:order-3 lg:block lg:space-y-4 lg:overflow-y-auto lg:pb-1">
          <div className="order-3 space-y-4">
            <PresetSelector title={result ? t('result.anotherBody') : t('bodies.title')} />
            <StancePanel />
            <ResultPanel />
            <FitPanel />
            <OutfitPanel />
          </div>
          <div className="order-5">
            <HistoryPanel />
          </div>
        </div>
      </main>
      <ProgressAnnouncer />
      <ConsentDialog />
      <MeshDialog />
      <ServerKeyDialog />
    </div>
  );
}
