import type { RgbaImage } from '../image/image.ts';
import type { DrawnMesh } from './camera.ts';
import { renderDressed, STUDIO } from './render-dressed.ts';

const WIDTH = 576;
const HEIGHT = 768;

/** The picture of a dressed avatar that stands for it in lists: from the front. */
export function renderThumbnail(meshes: readonly DrawnMesh[]): RgbaImage {
  return renderDressed(meshes, 'front', WIDTH, HEIGHT, STUDIO);
}
