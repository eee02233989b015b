import type { PosedBody } from '../body/avatar.ts';
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
  return [
    { ...bodyMesh(body), texture: textures.skin },
    { ...surface, texture: textures.garment, doubleSided: true },
  ];
}

/** The same of several garments, without textures. */
export function dressedLayers(body: PosedBody, surfaces: readonly GarmentSurface[]): DrawnMesh[] {
  return [
    bodyMesh(body),
    ...surfaces.map((surface) => ({ ...surface, texture: null, doubleSided: true })),
  ];
}

function bodyMesh({ avatar, positions, normals }: PosedBody): DrawnMesh {
  const { renderToSkin, uvs, indices } = avatar.render;
  return {
    positions: gatherVectors(positions, renderToSkin),
    normals: gatherVectors(normals, renderToSkin),
    uvs,
    indices,
    texture: null,
    doubleSided: false,
  };
}
