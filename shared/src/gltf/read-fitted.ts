import type { Document, Node, WebIO } from '@gltf-transform/core';
import { InputError } from '../job/input-error.ts';
import type { DecodedFitted, DecodedMesh, GarmentNodeExtras } from '../report/decoded-fitted.ts';
import { layerNodeNames } from './write-fitted.ts';
import {
  EASE_ALONG_ATTRIBUTE,
  PANEL_ATTRIBUTE,
  PATTERN_ATTRIBUTE,
  REST_ATTRIBUTE,
} from './write-garment.ts';

/**
 * Decodes a written fitted.glb: what the gates judge is what a viewer would get.
 *
 * @throws {InputError} `not-a-fitted-glb` when a node, its mesh or its extras are missing.
 */
export async function readFitted(glb: Uint8Array, io: WebIO): Promise<DecodedFitted> {
  return decodeFitted(await io.readBinary(glb));
}

/**
 * The same of a document that was read already.
 *
 * @throws {InputError} as readFitted does.
 */
export function decodeFitted(document: Document): DecodedFitted {
  return decodedFitted(document.getRoot().listNodes(), 'garment');
}

/**
 * Decodes a written outfit, each garment with the avatar, inner to outer.
 *
 * @throws {InputError} as readFitted does.
 */
export async function readOutfit(glb: Uint8Array, io: WebIO): Promise<DecodedFitted[]> {
  return decodeOutfit(await io.readBinary(glb));
}

/**
 * The same of a document that was read already; a garment alone is an outfit of one.
 *
 * @throws {InputError} as readFitted does.
 */
export function decodeOutfit(document: Document): DecodedFitted[] {
  const nodes = document.getRoot().listNodes();
  return garmentNames(document).map((name) => decodedFitted(nodes, name));
}

/** What the nodes of a document's garments are called, inner to outer; at least `garment`. */
export function garmentNames(document: Document): string[] {
  const nodes = document.getRoot().listNodes();
  // A file that moves has the skeleton's nodes, too.
  const inner = nodes.filter((node) => /^garment-\d+$/.test(node.getName()));
  return layerNodeNames(inner.length + 1);
}

function decodedFitted(nodes: readonly Node[], garmentName: string): DecodedFitted {
  const garmentNode = namedNode(nodes, garmentName);
  const primitive = garmentNode.getMesh()!.listPrimitives()[0]!;
  const panels = primitive.getAttribute(PANEL_ATTRIBUTE)?.getArray() ?? null;
  const extras = garmentNode.getExtras() as unknown as GarmentNodeExtras;
  if (!Array.isArray(extras.openings)) {
    throw new InputError(
      'not-a-fitted-glb',
      `The node "${garmentName}" does not say what its openings are; put the garment on again.`,
    );
  }
  return {
    avatar: decodedMesh(namedNode(nodes, 'avatar')),
    garment: {
      ...decodedMesh(garmentNode),
      uvs: floats(primitive.getAttribute('TEXCOORD_0')?.getArray()),
      pattern: primitive.getAttribute(PATTERN_ATTRIBUTE)
        ? floats(primitive.getAttribute(PATTERN_ATTRIBUTE)!.getArray())
        : null,
      easeAlong: primitive.getAttribute(EASE_ALONG_ATTRIBUTE)
        ? floats(primitive.getAttribute(EASE_ALONG_ATTRIBUTE)!.getArray())
        : null,
      panels: panels ? Uint8Array.from(panels) : null,
      rest: restOf(garmentNode),
    },
    extras,
  };
}

function namedNode(nodes: readonly Node[], name: string): Node {
  const node = nodes.find((candidate) => candidate.getName() === name);
  const primitives = node?.getMesh()?.listPrimitives() ?? [];
  if (!node || primitives.length === 0 || !primitives.every((each) => each.getIndices())) {
    throw new InputError(
      'not-a-fitted-glb',
      `Expected a node "${name}" with an indexed mesh; is this a fitted.glb?`,
    );
  }
  return node;
}

/** All primitives of a node as one mesh; a point that two of them share is listed twice. */
function decodedMesh(node: Node): DecodedMesh {
  const primitives = node.getMesh()!.listPrimitives();
  const local = joined(
    primitives.map((primitive) => floats(primitive.getAttribute('POSITION')?.getArray())),
  );
  const m = node.getWorldMatrix();
  const positions = new Float32Array(local.length);
  for (let i = 0; i < local.length; i += 3) {
    const x = local[i]!;
    const y = local[i + 1]!;
    const z = local[i + 2]!;
    for (let k = 0; k < 3; k += 1) {
      positions[i + k] = m[k]! * x + m[4 + k]! * y + m[8 + k]! * z + m[12 + k]!;
    }
  }
  let first = 0;
  const indices = primitives.flatMap((primitive) => {
    const own = Array.from(primitive.getIndices()!.getArray()!, (v: number) => v + first);
    first += primitive.getAttribute('POSITION')?.getCount() ?? 0;
    return own;
  });
  return { positions, indices: Uint32Array.from(indices) };
}

/** Of all primitives, in their order; null where one of them has none. */
function restOf(node: Node): Float32Array | null {
  const parts = node
    .getMesh()!
    .listPrimitives()
    .map((primitive) => primitive.getAttribute(REST_ATTRIBUTE)?.getArray());
  return parts.every((part) => part) ? joined(parts.map(floats)) : null;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const [only] = parts;
  if (parts.length === 1) return only!;
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

function floats(array: ArrayLike<number> | null | undefined): Float32Array {
  return array ? Float32Array.from(array) : new Float32Array(0);
}
