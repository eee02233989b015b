import type { Document, Material, Texture } from '@gltf-transform/core';
import { EXTTextureWebP, KHRMaterialsSheen } from '@gltf-transform/extensions';
import type { GarmentTexture } from '../tryon/made-garment.ts';

/** Woven and knitted cloth: nearly matt, a faint bright edge where fibres stand up. */
const CLOTH_ROUGHNESS = 0.85;
const SHEEN_COLOR: [number, number, number] = [0.05, 0.05, 0.05];
const SHEEN_ROUGHNESS = 0.6;

/** The double-sided cloth material with the photo as its colour. */
export function garmentMaterial(document: Document, texture: GarmentTexture): Material {
  const sheen = document
    .createExtension(KHRMaterialsSheen)
    .createSheen()
    .setSheenColorFactor(SHEEN_COLOR)
    .setSheenRoughnessFactor(SHEEN_ROUGHNESS);
  const material = document
    .createMaterial('garment')
    .setBaseColorTexture(colorTexture(document, 'garment', texture))
    .setMetallicFactor(0)
    .setRoughnessFactor(CLOTH_ROUGHNESS)
    .setDoubleSided(true)
    .setExtension('KHR_materials_sheen', sheen);
  clampToEdge(material);
  return material;
}

/** Holds an encoded image as a texture; WebP needs its extension to be named in the file. */
export function colorTexture(
  document: Document,
  name: string,
  image: { readonly mimeType: string; readonly bytes: Uint8Array },
): Texture {
  if (image.mimeType === 'image/webp') document.createExtension(EXTTextureWebP).setRequired(true);
  return document.createTexture(name).setMimeType(image.mimeType).setImage(image.bytes);
}

function clampToEdge(material: Material): void {
  const CLAMP_TO_EDGE = 33071;
  material.getBaseColorTextureInfo()?.setWrapS(CLAMP_TO_EDGE).setWrapT(CLAMP_TO_EDGE);
}
