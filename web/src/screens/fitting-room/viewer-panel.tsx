import { lazy, Suspense, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from '../../app/error-boundary.tsx';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import {
  isWalk,
  paintedMap,
  shownGlb,
  shownPicture,
  shownStance,
} from '../../room/what-is-shown.ts';
import type { CameraHandle } from '../../scene/camera-rig.tsx';
import { hasWebGl } from '../../scene/has-webgl.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { useObjectUrl } from '../../ui/use-object-url.ts';
import { MapLegend } from './map-legend.tsx';
import { StillFigure } from './still-figure.tsx';
import { useBodyName } from './use-body-name.ts';

const ViewerCanvas = lazy(() =>
  import('../../scene/viewer-canvas.tsx').then((module) => ({ default: module.ViewerCanvas })),
);

/** One press of an arrow key, radians. */
const KEY_STEP = Math.PI / 12;
const ZOOM_STEP = 1.25;
const VIEWS = { front: 0, side: Math.PI / 2, back: Math.PI } as const;

export function ViewerPanel() {
  const { t } = useTranslation();
  const { bodies, onFigureShown } = useRoom();
  const state = useRoomState();
  const { photo, result, preview, wishes, job } = state;
  const bodyName = useBodyName();
  const camera = useRef<CameraHandle>(null);
  const keysId = useId();
  const isMotionReduced = useMediaQuery('(prefers-reduced-motion: reduce)');
  const [isTurning, setTurning] = useState(false);
  const [isWalking, setWalking] = useState(!isMotionReduced);
  const stance = shownStance(state);
  const [shownUrl, setShownUrl] = useState<string | null>(null);
  const isSolid = hasWebGl();
  const dressed = isSolid
    ? (preview ?? paintedMap(state)?.glb ?? shownGlb(state))
    : shownPicture(state);
  const dressedUrl = useObjectUrl(dressed);
  const bareBody = bodies.find((body) => body.id === wishes.bodyId) ?? bodies[0];
  const bareUrl = isSolid ? bareBody?.glbUrl : bareBody?.thumbnailUrl;
  const url = dressed ? dressedUrl : (bareUrl ?? null);
  const isWished = preview !== null || !result;
  // A correction is looked at from where the user looks already.
  const subject = isWished ? `${photo?.id} ${wishes.bodyId}` : `${result.photoId} ${result.bodyId}`;
  // Spread arms need a picture of their own width; a preview stands as it was draped.
  const framed = `${subject} ${isWished ? 'own' : stance}`;
  const turnedSubject = useRef<string | null>(null);

  // A new result is turned round once, so that its back is not missed.
  useEffect(() => {
    if (isWished || turnedSubject.current === subject) return;
    turnedSubject.current = subject;
    setTurning(!isMotionReduced);
  }, [isWished, subject, isMotionReduced]);

  const onShown = useCallback(
    (shown: string) => {
      setShownUrl(shown);
      onFigureShown();
    },
    [onFigureShown],
  );
  const stopTurning = useCallback(() => setTurning(false), []);

  function onKeyDown(event: React.KeyboardEvent) {
    const rig = camera.current;
    if (!rig) return;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => rig.turnBy(-KEY_STEP, 0),
      ArrowRight: () => rig.turnBy(KEY_STEP, 0),
      ArrowUp: () => rig.turnBy(0, -KEY_STEP / 2),
      ArrowDown: () => rig.turnBy(0, KEY_STEP / 2),
      '+': () => rig.zoomBy(ZOOM_STEP),
      '=': () => rig.zoomBy(ZOOM_STEP),
      '-': () => rig.zoomBy(1 / ZOOM_STEP),
      '0': () => rig.reset(),
    };
    const act = actions[event.key];
    if (!act) return;
    event.preventDefault();
    stopTurning();
    act();
  }

  const look = (azimuth: number) => () => {
    stopTurning();
    camera.current?.lookFrom(azimuth);
  };
  const description = result
    ? t('viewer.dressed', {
        body: bodyName(result.bodyId),
        category: result.report.category.value ? t(`category.${result.report.category.value}`) : '',
      })
    : t('viewer.bare', { body: bodyName(wishes.bodyId) });

  return (
    <section
      aria-label={t('viewer.title')}
      className="stage relative h-full min-h-72 overflow-hidden rounded-2xl border border-line"
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing surface with keys of its own has no element */}
      <div
        id="viewer"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is turned by keys, as its description says
        tabIndex={0}
        aria-label={description}
        aria-describedby={keysId}
        aria-busy={url !== shownUrl}
        data-coarse={isSolid && preview !== null && url === shownUrl}
        onKeyDown={onKeyDown}
        className="absolute inset-0 cursor-grab rounded-2xl focus-visible:-outline-offset-2 active:cursor-grabbing"
      >
        {url === null ? (
          bodies.length === 0 && <Message text={t('viewer.noPresets')} />
        ) : !isSolid ? (
          <StillFigure url={url} onShown={onShown} />
        ) : (
          <ErrorBoundary attempt={url} fallback={<Message text={t('viewer.failed')} />}>
            <Suspense fallback={<Message text={t('viewer.loading')} />}>
              <ViewerCanvas
                url={url}
                subject={framed}
                camera={camera}
                isTurning={isTurning && job === null}
                // Where the processor draws, too, a walk leaves a job hardly any of it.
                isWalking={isWalking && isWalk(stance) && job === null}
                isMotionReduced={isMotionReduced}
                onTakenHold={stopTurning}
                onTurnedRound={stopTurning}
                onShown={onShown}
              />
            </Suspense>
          </ErrorBoundary>
        )}
      </div>
      <div className="pointer-events-none absolute top-2 left-2">
        <MapLegend />
      </div>
      <p id={keysId} className="sr-only">
        {t('viewer.keys')}
      </p>
      {isSolid && (
        <div className="pointer-events-none absolute inset-x-2 bottom-2 flex flex-wrap items-end justify-between gap-2">
          <div className="pointer-events-auto flex rounded-xl border border-line bg-card/90 p-0.5">
            {(['front', 'side', 'back'] as const).map((view) => (
              <button
                key={view}
                type="button"
                onClick={look(VIEWS[view])}
                className="min-h-10 rounded-lg px-3 text-sm text-soft hover:bg-sunken hover:text-ink"
              >
                {t(`viewer.${view}`)}
              </button>
            ))}
          </div>
          <div className="pointer-events-auto flex rounded-xl border border-line bg-card/90 p-0.5">
            {isWalk(stance) && (
              <IconButton
                icon={isWalking ? 'pause' : 'play'}
                label={t(isWalking ? 'viewer.pause' : 'viewer.play')}
                onClick={() => setWalking((now) => !now)}
              />
            )}
            <IconButton
              icon="minus"
              label={t('viewer.zoomOut')}
              onClick={() => camera.current?.zoomBy(1 / ZOOM_STEP)}
            />
            <IconButton
              icon="plus"
              label={t('viewer.zoomIn')}
              onClick={() => camera.current?.zoomBy(ZOOM_STEP)}
            />
            <IconButton
              icon="reset"
              label={t('viewer.reset')}
              onClick={() => {
                stopTurning();
                camera.current?.reset();
              }}
            />
            <IconButton
              icon="turn"
              label={t('viewer.turn')}
              aria-pressed={isTurning}
              onClick={() => setTurning((now) => !now)}
            />
          </div>
        </div>
      )}
    </section>
  );
}

function Message({ text }: { readonly text: string }) {
  return (
    <p className="grid size-full place-items-center p-6 text-center text-sm text-soft">{text}</p>
  );
}
