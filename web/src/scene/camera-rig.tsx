import { CameraControls } from '@react-three/drei';
import { useFrame, useThree } from '@react-three/fiber';
import type CameraControlsImpl from 'camera-controls';
import { useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import { type Box3, PerspectiveCamera, Vector3 } from 'three';

/** What buttons and keys may ask of the camera. */
export interface CameraHandle {
  /** Looks from an angle round the figure, radians; 0 is the front, a quarter turn its left. */
  lookFrom(azimuth: number): void;
  /** Turns by an angle, radians. */
  turnBy(azimuth: number, polar: number): void;
  /** Moves nearer (> 1) or away (< 1) by this factor. */
  zoomBy(factor: number): void;
  /** The whole figure from the front. */
  reset(): void;
}

interface CameraRigProps {
  readonly bounds: Box3 | null;
  /** What is looked at: while it stays, new bounds leave the view where the user has it. */
  readonly subject: string;
  readonly isTurning: boolean;
  readonly isMotionReduced: boolean;
  readonly handle: React.Ref<CameraHandle>;
  /** The user took hold of the view. */
  onTakenHold(): void;
  /** A turn by itself has come round once. */
  onTurnedRound(): void;
}

/** Room round the figure, as a factor of its size. */
const MARGIN = 1.1;
/** From a little above, so that the shadow on the ground shows where the figure stands. */
const POLAR = Math.PI / 2 - 0.15;
const TURN_SPEED = 0.5;
/** A tab that was away must not spin on return. */
const LONGEST_STEP_S = 0.05;
const FULL_TURN = Math.PI * 2;

/** Distance from which a box fits both ways, metres. */
function fittingDistance(bounds: Box3, camera: PerspectiveCamera): number {
  const size = bounds.getSize(new Vector3());
  const halfFov = (camera.fov * Math.PI) / 360;
  const forHeight = size.y / 2 / Math.tan(halfFov);
  const forWidth = size.x / 2 / (Math.tan(halfFov) * camera.aspect);
  return Math.max(forHeight, forWidth) * MARGIN + size.z / 2;
}

export function CameraRig(props: CameraRigProps) {
  const { bounds, subject, isTurning, isMotionReduced, handle, onTakenHold, onTurnedRound } = props;
  const controls = useRef<CameraControlsImpl>(null);
  const turned = useRef(0);
  const framed = useRef<{ readonly subject: string; readonly size: unknown } | null>(null);
  const camera = useThree((state) => state.camera);
  const size = useThree((state) => state.size);
  const invalidate = useThree((state) => state.invalidate);
  const isSmooth = !isMotionReduced;

  /** Lets the camera go as near and as far as suits the figure. @returns where all of it shows from. */
  const bind = useCallback(() => {
    const rig = controls.current;
    if (!rig || !bounds || !(camera instanceof PerspectiveCamera)) return null;
    camera.aspect = size.width / Math.max(1, size.height);
    const distance = fittingDistance(bounds, camera);
    rig.minDistance = distance * 0.16;
    rig.maxDistance = distance * 1.6;
    rig.setBoundary(bounds);
    return { rig, distance, centre: bounds.getCenter(new Vector3()) };
  }, [bounds, camera, size]);

  const frame = useCallback(
    (smooth: boolean, azimuth: number) => {
      const whole = bind();
      if (!whole) return;
      const { rig, distance, centre } = whole;
      rig.setTarget(centre.x, centre.y, centre.z, smooth);
      rig.rotateTo(azimuth, POLAR, smooth);
      rig.dollyTo(distance, smooth);
      invalidate();
    },
    [bind, invalidate],
  );

  // Something new or a new window size shows the whole figure again, from where the user looks.
  const shownSubject = useRef(subject);
  shownSubject.current = subject;
  useEffect(() => {
    if (!bounds) return;
    const last = framed.current;
    framed.current = { subject: shownSubject.current, size };
    if (last?.subject === shownSubject.current && last.size === size) bind();
    else frame(false, controls.current?.azimuthAngle ?? 0);
  }, [bounds, size, bind, frame]);

  useEffect(() => {
    turned.current = 0;
    if (isTurning) invalidate();
  }, [isTurning, invalidate]);

  useFrame((_state, delta) => {
    if (!isTurning || !controls.current) return;
    const step = TURN_SPEED * Math.min(delta, LONGEST_STEP_S);
    controls.current.rotate(step, 0, false);
    turned.current += step;
    if (turned.current >= FULL_TURN) onTurnedRound();
    else invalidate();
  });

  useImperativeHandle(
    handle,
    () => ({
      lookFrom(azimuth) {
        controls.current?.normalizeRotations();
        controls.current?.rotateTo(azimuth, POLAR, isSmooth);
        invalidate();
      },
      turnBy(azimuth, polar) {
        controls.current?.rotate(azimuth, polar, isSmooth);
        invalidate();
      },
      zoomBy(factor) {
        const rig = controls.current;
        if (!rig) return;
        rig.dollyTo(rig.distance / factor, isSmooth);
        invalidate();
      },
      reset: () => {
        controls.current?.normalizeRotations();
        frame(isSmooth, 0);
      },
    }),
    [frame, isSmooth, invalidate],
  );

  return (
    <CameraControls
      ref={controls}
      makeDefault
      smoothTime={isSmooth ? 0.2 : 0}
      minPolarAngle={0.35}
      maxPolarAngle={Math.PI / 2 + 0.25}
      dollyToCursor
      onStart={onTakenHold}
    />
  );
}
