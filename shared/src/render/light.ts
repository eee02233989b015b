import { unit, type Vector3 } from './camera.ts';

/** A studio: a soft sky, a floor that gives a little back, a key light and a fill. */
interface DirectionalLight {
  readonly direction: Vector3;
  readonly strength: number;
  /** 0: sharp terminator; 1: light reaches right round (a large soft box). */
  readonly wrap: number;
}

const KEY: DirectionalLight = { direction: unit([-0.45, 0.75, 0.85]), strength: 0.62, wrap: 0.25 };
const FILL: DirectionalLight = { direction: unit([0.9, 0.25, 0.55]), strength: 0.22, wrap: 0.4 };
const SKY = 0.54;
const FLOOR = 0.3;

/**
 * Light that reaches a matt surface, as a factor of its colour in linear light. The lights stand
 * in the camera's frame, so that front, side and back are lit alike.
 *
 * @param nx unit normal in the camera's frame: x right, y up, z towards the camera.
 */
export function lightOn(nx: number, ny: number, nz: number): number {
  const hemisphere = FLOOR + (SKY - FLOOR) * (0.5 + 0.5 * ny);
  return hemisphere + from(KEY, nx, ny, nz) + from(FILL, nx, ny, nz);
}

function from({ direction, strength, wrap }: DirectionalLight, x: number, y: number, z: number) {
  const cosine = x * direction[0] + y * direction[1] + z * direction[2];
  return strength * Math.max(0, (cosine + wrap) / (1 + wrap));
}
