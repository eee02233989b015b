import type { Document, Material, Primitive, WebIO } from '@gltf-transform/core';
import { KHRDracoMeshCompression } from '@gltf-transform/extensions';
import { drawMap } from '../evidence/draw-map.ts';
import { type MapFigures, mapFigures } from '../evidence/evidence-figures.ts';
import { type FitEvidence, measureEvidence, valuesOf } from '../evidence/fit-evidence.ts';
import {
  colorOf,
  FIT_MAPS,
  type FitMap,
  MAP_SCALES,
  type MapScale,
} from '../evidence/map-scales.ts';
import type { RgbaImage } from '../image/image.ts';
import { LINEAR_OF_SRGB } from '../render/color-space.ts';
import { decodeOutfit, garmentNames } from './read-fitted.ts';

/** A dressed avatar's file, opened to be looked at by its maps. */
export interface FittedMaps {
  /** The maps that its garments have: of meshes without a pattern there is one of the strain. */
  readonly maps: readonly FitMap[];
  /** Of all cloth together. */
  figures(map: FitMap): MapFigures;
  /** From three sides; see draw-map.ts. */
  draw(map: FitMap): RgbaImage;
  /**
   * The file with its garments painted by a map: COLOR_0 in place of its texture, the legend in the asset's
   * extras as `fitroom_map`. Without DRACO: read in a moment, and no step's colour is rounded.
   */
  paint(map: FitMap): Promise<Uint8Array>;
}

/**
 * Opens a fitted.glb, or an outfit's, standing or moving, and measures its maps: each garment against the skin
 * and the garments inside it.
 *
 * @throws {InputError} `not-a-fitted-glb`
 */
export async function openFittedMaps(glb: Uint8Array, io: WebIO): Promise<FittedMaps> {
  const document = await io.readBinary(glb);
  const layers = decodeOutfit(document);
  const names = garmentNames(document);
  const measured = layers.map((layer, n) => measureEvidence(layer, layers.slice(0, n)));
  const maps = FIT_MAPS.filter((map) => measured.some((one) => valuesOf(one, map) !== null));
  const shownBy = (map: FitMap): Float32Array[] => {
    if (!maps.includes(map)) throw new Error(`Nothing worn here has a map "${map}".`);
    return measured.map((one) => valuesAmong(one, map));
  };
  preparePainting(document, names);
  return {
    maps,
    figures(map) {
      const areas = joined(measured.map((one) => one.areas));
      return mapFigures(joined(shownBy(map)), areas, MAP_SCALES[map]);
    },
    draw(map) {
      const values = shownBy(map);
      const mapped = layers.map(({ garment }, n) => ({ garment, values: values[n]! }));
      return drawMap(layers[0]!.avatar, mapped, MAP_SCALES[map]);
    },
    paint(map) {
      const scale = MAP_SCALES[map];
      shownBy(map).forEach((values, n) => {
        setColors(document, names[n]!, values, scale);
      });
      const { asset } = document.getRoot().getExtras() as { asset?: object };
      const legend = { map, unit: scale.unit, from: scale.from, srgb: scale.colors };
      document.getRoot().setExtras({ ...(asset && { asset }), fitroom_map: legend });
      return io.writeBinary(document);
    },
  };
}

/** Beside a garment with a pattern a mesh shows its one strain, and no value where it has not even that. */
function valuesAmong(evidence: FitEvidence, map: FitMap): Float32Array {
  const own = valuesOf(evidence, map);
  if (own) return own;
  const strain = map === 'strain-fitted' ? valuesOf(evidence, 'strain') : null;
  return strain ?? new Float32Array(evidence.areas.length).fill(Number.NaN);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const [only] = parts;
  if (parts.length === 1) return only!;
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const part of parts) {
    all.set(part, from);
    from += part.length;
  }
  return all;
}

function preparePainting(document: Document, names: readonly string[]): void {
  for (const extension of document.getRoot().listExtensionsUsed()) {
    if (extension.extensionName === KHRDracoMeshCompression.EXTENSION_NAME) extension.dispose();
  }
  // The colours are the message: no texture, no sheen, no gloss over them.
  const plain = document
    .createMaterial('map')
    .setDoubleSided(true)
    .setMetallicFactor(0)
    .setRoughnessFactor(1);
  const root = document.getRoot();
  const replaced = new Set<Material>();
  for (const primitive of names.flatMap((name) => garmentPrimitives(document, name))) {
    const before = primitive.getMaterial();
    if (before) replaced.add(before);
    primitive.setMaterial(plain);
  }
  for (const material of replaced) material.dispose();
  for (const texture of root.listTextures()) {
    if (texture.listParents().every((parent) => parent === root)) texture.dispose();
  }
}

function setColors(document: Document, name: string, values: Float32Array, scale: MapScale): void {
  const colors = new Uint16Array(4 * values.length);
  for (let v = 0; v < values.length; v++) {
    // COLOR_0 is linear (glTF 2.0, section 3.9.2); 16 bits keep the dark steps apart.
    const linear = colorOf(scale, values[v]!).map((byte) => 65535 * LINEAR_OF_SRGB[byte]!);
    colors.set([...linear, 65535], 4 * v);
  }
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  // Their vertices follow each other as in the decoded garment.
  let first = 0;
  for (const primitive of garmentPrimitives(document, name)) {
    const end = first + primitive.getAttribute('POSITION')!.getCount();
    primitive.getAttribute('COLOR_0')?.dispose();
    primitive.setAttribute(
      'COLOR_0',
      document
        .createAccessor('map')
        .setType('VEC4')
        .setNormalized(true)
        .setArray(colors.slice(4 * first, 4 * end))
        .setBuffer(buffer),
    );
    first = end;
  }
}

function garmentPrimitives(document: Document, name: string): Primitive[] {
  const node = document
    .getRoot()
    .listNodes()
    .find((candidate) => candidate.getName() === name);
  return node!.getMesh()!.listPrimitives();
}
