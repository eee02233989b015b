import { useGLTF } from '@react-three/drei';
import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useMemo } from 'react';
import { AnimationMixer, Box3, Mesh, type Object3D } from 'three';
import { DRACO_PATH } from './draco-path.ts';

interface FigureProps {
  /** A GLB with a body, dressed or not; metres, standing on y = 0. */
  readonly url: string;
  /** Whether a figure that can walk does; it stands still in the middle of a step else. */
  readonly isWalking: boolean;
  /** Called when the figure is in the scene, with its bounds. */
  onShown(bounds: Box3): void;
}

function prepareForShadows(root: Object3D): void {
  root.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    object.castShadow = true;
    object.receiveShadow = true;
    // Bounds of the pose it was written in would only mislead.
    object.frustumCulled = false;
  });
}

/** What the writer of walking figures calls it (shared/src/gltf/write-walk.ts). */
const WALK = 'walk';
/** A tab that was away goes on where it was. */
const LONGEST_STEP_S = 0.1;

/** The body with what it wears; suspends while the file is read. */
export function Figure({ url, isWalking, onShown }: FigureProps) {
  const { scene, animations } = useGLTF(url, DRACO_PATH, false);
  const invalidate = useThree((state) => state.invalidate);
  const walk = useMemo(() => {
    const clip = animations.find(({ name }) => name === WALK);
    if (!clip) return null;
    const mixer = new AnimationMixer(scene);
    mixer.clipAction(clip).play();
    mixer.update(0);
    return mixer;
  }, [scene, animations]);

  useFrame((_state, delta) => {
    if (!walk || !isWalking) return;
    walk.update(Math.min(delta, LONGEST_STEP_S));
    invalidate();
  });

  useEffect(() => {
    if (walk && isWalking) invalidate();
  }, [walk, isWalking, invalidate]);

  useLayoutEffect(() => {
    prepareForShadows(scene);
    onShown(new Box3().setFromObject(scene, true));
    invalidate();
  }, [scene, onShown, invalidate]);

  useEffect(() => () => useGLTF.clear(url), [url]);

  return <primitive object={scene} />;
}
