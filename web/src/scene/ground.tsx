import { memo, useMemo } from 'react';
import { CanvasTexture } from 'three';

const TEXTURE_SIZE = 128;
/** Metres; the figure's feet stand hip-wide. */
const PATCH_WIDTH = 0.95;
const PATCH_DEPTH = 0.6;
/** Holds the longest shadow. */
const GROUND_SIZE = 3.2;

/** A soft dark patch: what a studio's wide light leaves under a standing figure. */
function softPatch(): CanvasTexture {
  const canvas = document.createElement('canvas');
  canvas.width = TEXTURE_SIZE;
  canvas.height = TEXTURE_SIZE;
  const context = canvas.getContext('2d');
  if (context) {
    const middle = TEXTURE_SIZE / 2;
    const fade = context.createRadialGradient(middle, middle, 0, middle, middle, middle);
    fade.addColorStop(0, 'rgba(30, 24, 18, 0.5)');
    fade.addColorStop(0.45, 'rgba(30, 24, 18, 0.2)');
    fade.addColorStop(1, 'rgba(30, 24, 18, 0)');
    context.fillStyle = fade;
    context.fillRect(0, 0, TEXTURE_SIZE, TEXTURE_SIZE);
  }
  return new CanvasTexture(canvas);
}

/** The floor: seen only by the shadows on it, so that the page's backdrop shows through. */
export const Ground = memo(function Ground() {
  const patch = useMemo(softPatch, []);
  return (
    <group rotation-x={-Math.PI / 2}>
      <mesh receiveShadow>
        <planeGeometry args={[GROUND_SIZE, GROUND_SIZE]} />
        <shadowMaterial transparent opacity={0.16} depthWrite={false} />
      </mesh>
      <mesh position-z={0.001} renderOrder={1}>
        <planeGeometry args={[PATCH_WIDTH, PATCH_DEPTH]} />
        <meshBasicMaterial map={patch} transparent depthWrite={false} toneMapped={false} />
      </mesh>
    </group>
  );
});
