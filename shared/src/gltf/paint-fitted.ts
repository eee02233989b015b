import type { Document, Material, Primitive, WebIO } from '@gltf-transform/core';
import { KHRDracoMeshCompression } from '@gltf-transform/extensions';
import { type FitEvidence, measureEvidence, valuesOf } from '../evidence/fit-evidence.ts';
import {
  colorOf,
  FIT_MAPS,
  type FitMap,
  MAP_SCALES,
  type MapScale,
} from '../evidence/map-scales.ts';
import { LINEAR_OF_SRGB } from '../render/color-space.ts';
import type { DecodedFitted } from '../report/decoded-fitted.ts';
import { decodeFitted } from './read-fitted.ts';

/** A worn garment's file, opened to be looked at by its maps. */
export interface FittedMaps {
  readonly decoded: DecodedFitted;
  readonly evidence: FitEvidence;
  /** The maps that the garment has: a mesh without a pattern has one of its strain. */
  readonly maps: readonly FitMap[];
  /**
   * The file with the garment painted by a map: COLOR_0 in place of its texture, the legend in the asset's
   * extras as `fitroom_map`. Without DRACO: read in a moment, and no step's colour is rounded.
   */
  paint(map: FitMap): Promise<Uint8Array>;
}

/**
 * Opens a fitted.glb and measures its maps.
 *
 * @throws {InputError} `not-a-fitted-glb`
 */
export async function openFittedMaps(glb: Uint8Array, io: WebIO): Promise<FittedMaps> {
  const document = await io.readBinary(glb);
  const decoded = decodeFitted(document);
  const evidence = measureEvidence(decoded);
  preparePainting(document);
  return {
    decoded,
    evidence,
    maps: FIT_MAPS.filter((map) => valuesOf(evidence, map) !== null),
    paint(map) {
      const scale = MAP_SCALES[map];
      const values = valuesOf(evidence, map);
      if (values === null) throw new Error(`This garment has no map "${map}".`);
      setColors(document, values, scale);
      const { asset } = document.getRoot().getExtras() as { asset?: object };
      const legend = { map, unit: scale.unit, from: scale.from, srgb: scale.colors };
      document.getRoot().setExtras({ ...(asset && { asset }), fitroom_map: legend });
      return io.writeBinary(document);
    },
  };
}

function preparePainting(document: Document): void {
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
  for (const primitive of garmentPrimitives(document)) {
    const before = primitive.getMaterial();
    if (before) replaced.add(before);
    primitive.setMaterial(plain);
  }
  for (const material of replaced) material.dispose();
  for (const texture of root.listTextures()) {
    if (texture.listParents().every((parent) => parent === root)) texture.dispose();
  }
}

function setColors(document: Document, values: Float32Array, scale: MapScale): void {
  const colors = new Uint16Array(4 * values.length);
  for (let v = 0; v < values.length; v++) {
    // COLOR_0 is linear (glTF 2.0, section 3.9.2); 16 bits keep the dark steps apart.
    const linear = colorOf(scale, values[v]!).map((byte) => 65535 * LINEAR_OF_SRGB[byte]!);
    colors.set([...linear, 65535], 4 * v);
  }
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  // Their vertices follow each other as in the decoded garment.
  let first = 0;
  for (const primitive of garmentPrimitives(document)) {
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

function garmentPrimitives(document: Document): Primitive[] {
  const node = document
    .getRoot()
    .listNodes()
    .find((candidate) => candidate.getName() === 'garment');
  return node!.getMesh()!.listPrimitives();
}
