import type { DrapedGarment } from '../drape/draped-garment.ts';
import type { GarmentSurface } from '../gltf/split-garment.ts';
import type { RgbaImage } from '../image/image.ts';
import { gatherVectors } from '../mesh/gather-vectors.ts';
import type { DrawnMesh } from './camera.ts';

/** A worn garment and its body as the rasteriser draws them, before any file is written. */
export function dressedMeshes(
  { body }: DrapedGarment,
  surface: GarmentSurface,
  textures: { readonly skin: RgbaImage | null; readonly garment: RgbaImage | null },
): DrawnMesh[] {
  const { renderToSkin, uvs, indices } = body.avatar.render;
  return [
    {
      positions: gatherVectors(body.positions, renderToSkin),
      normals: gatherVectors(body.normals, renderToSkin),
      uvs,
      indices,
      texture: textures.skin,
      doubleSided: false,
    },
    { ...surface, texture: textures.garment, doubleSided: true },
  ];
}
