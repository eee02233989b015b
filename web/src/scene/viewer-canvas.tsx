import { Canvas } from '@react-three/fiber';
import { memo, Suspense, useCallback, useDeferredValue, useState } from 'react';
import { type Box3, NeutralToneMapping } from 'three';
import { type CameraHandle, CameraRig } from './camera-rig.tsx';
import { Figure } from './figure.tsx';
import { Ground } from './ground.tsx';
import { StudioLight } from './studio-light.tsx';

interface ViewerCanvasProps {
  readonly url: string;
  /** What the figure is of: another figure of the same is looked at from where the last one was. */
  readonly subject: string;
  readonly isTurning: boolean;
  readonly isWalking: boolean;
  readonly isMotionReduced: boolean;
  readonly camera: React.Ref<CameraHandle>;
  onTakenHold(): void;
  onTurnedRound(): void;
  /** The figure of this address is on screen. */
  onShown(url: string): void;
}

type StageProps = Omit<ViewerCanvasProps, 'camera'> & { readonly handle: React.Ref<CameraHandle> };

function Stage({ url, isWalking, onShown, ...rig }: StageProps) {
  const [bounds, setBounds] = useState<Box3 | null>(null);
  // The figure before stays until the next one is read.
  const shownUrl = useDeferredValue(url);
  const onFigureShown = useCallback(
    (box: Box3) => {
      setBounds(box);
      onShown(shownUrl);
    },
    [onShown, shownUrl],
  );
  return (
    <>
      <StudioLight />
      <Ground />
      <Suspense fallback={null}>
        <Figure key={shownUrl} url={shownUrl} isWalking={isWalking} onShown={onFigureShown} />
      </Suspense>
      <CameraRig bounds={bounds} {...rig} />
    </>
  );
}

/**
 * The 3D picture; draws only when something changed. Memoised: the scene's library draws again with
 * every render of its parent, and progress renders that many times a second.
 */
export const ViewerCanvas = memo(function ViewerCanvas({ camera, ...stage }: ViewerCanvasProps) {
  return (
    <Canvas
      frameloop="demand"
      dpr={[1, 2]}
      shadows="percentage"
      camera={{ fov: 26, near: 0.05, far: 30, position: [0, 1, 4] }}
      gl={{ antialias: true, alpha: true, toneMapping: NeutralToneMapping }}
    >
      <Stage handle={camera} {...stage} />
    </Canvas>
  );
});
