import { useGLTF } from '@react-three/drei';
import { useThree } from '@react-three/fiber';
import { useEffect, useLayoutEffect } from 'react';
import { Box3, Mesh, type Object3D } from 'three';
import { DRACO_PATH } from './draco-path.ts';

interface FigureProps {
  /** A GLB with a body, dressed or not; metres, standing on y = 0. */
  readonly url: string;
  /** Called when the figure is in the scene, with its bounds. */
  onShown(bounds: Box3): void;
}

function prepareForShadows(root: Object3D): void {
  root.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    object.castShadow = true;
    object.receiveShadow = true;
    // The rest pose is shown: without an animation, culling by the bind bounds would only mislead.
    object.frustumCulled = false;
  });
}

/** The body with what it wears; suspends while the file is read. */
export function Figure({ url, onShown }: FigureProps) {
  const { scene } = useGLTF(url, DRACO_PATH, false);
  const invalidate = useThree((state) => state.invalidate);

  useLayoutEffect(() => {
    prepareForShadows(scene);
    onShown(new Box3().setFromObject(scene, true));
    invalidate();
  }, [scene, onShown, invalidate]);

  useEffect(() => () => useGLTF.clear(url), [url]);

  return <primitive object={scene} />;
}
