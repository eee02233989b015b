import { Environment, Lightformer } from '@react-three/drei';
import { useFrame } from '@react-three/fiber';
import { memo, useRef } from 'react';
import type { Group } from 'three';

/** Pixels of a side of the environment's cube: soft boxes have no detail to lose. */
const ENVIRONMENT_SIZE = 128;
const SHADOW_MAP_SIZE = 1024;

/**
 * A photo studio: a large box overhead, one at each side, a strip behind, and a key light that
 * throws the shadow. Computed on the device (PMREM of a small scene), nothing is fetched.
 *
 * The studio goes round with the camera, as if the figure stood on a turntable: its back is lit as
 * well as its front.
 */
export const StudioLight = memo(function StudioLight() {
  const key = useRef<Group>(null);
  useFrame(({ camera, scene }) => {
    const azimuth = Math.atan2(camera.position.x, camera.position.z);
    scene.environmentRotation.y = azimuth;
    if (key.current) key.current.rotation.y = azimuth;
  });
  return (
    <>
      <Environment resolution={ENVIRONMENT_SIZE} frames={1} environmentIntensity={1}>
        <color attach="background" args={['#77726b']} />
        <Lightformer
          form="rect"
          intensity={3.2}
          position={[0, 5, 1]}
          rotation-x={Math.PI / 2}
          scale={[6, 4, 1]}
        />
        <Lightformer
          form="rect"
          intensity={1.9}
          position={[-4, 1.6, 3]}
          target={[0, 1, 0]}
          scale={[3, 4, 1]}
        />
        <Lightformer
          form="rect"
          intensity={1.3}
          position={[4, 1.4, 2]}
          target={[0, 1, 0]}
          scale={[3, 4, 1]}
        />
        <Lightformer
          form="rect"
          intensity={1.8}
          position={[0, 2, -5]}
          target={[0, 1, 0]}
          scale={[5, 3, 1]}
        />
      </Environment>
      <group ref={key}>
        <directionalLight
          position={[1.3, 5, 2.4]}
          intensity={1.6}
          castShadow
          shadow-mapSize={[SHADOW_MAP_SIZE, SHADOW_MAP_SIZE]}
          shadow-camera-left={-1.4}
          shadow-camera-right={1.4}
          shadow-camera-top={1.8}
          shadow-camera-bottom={-1.8}
          shadow-camera-near={0.5}
          shadow-camera-far={9}
          shadow-bias={-0.0004}
          shadow-normalBias={0.012}
          shadow-radius={4}
        />
      </group>
    </>
  );
});
