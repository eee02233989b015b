import type { Document, Node, WebIO } from '@gltf-transform/core';
import { mergeDocuments } from '@gltf-transform/functions';
import type { DrapedGarment } from '../drape/draped-garment.ts';
import { nearestSewn } from '../gltf/nearest-sewn.ts';
import { addGarmentNode } from '../gltf/write-garment.ts';
import {
  addGarmentMesh,
  clothPoints,
  dropUnused,
  openGarmentFile,
} from '../gltf/write-garment-mesh.ts';
import { clothOnSurface } from '../layers/cloth-on-surface.ts';
import type { LayerGarment } from '../layers/layer-garment.ts';
import { foldedSurface } from './folded-surface.ts';
import type { GarmentTexture } from './made-garment.ts';
import type { PutOnFile } from './put-on-file.ts';

/** A garment with a pattern as a layer. @param offsetMetres what it keeps off what it lies on. */
export function patternLayer(
  draped: DrapedGarment,
  texture: GarmentTexture,
  offsetMetres: number,
): LayerGarment {
  return {
    draw({ positions, placement, body, skin }) {
      const worn = { ...draped, positions, placement, body, skin };
      const surface = foldedSurface(worn, texture, offsetMetres);
      return {
        cloth: clothOnSurface(worn, surface),
        picture: { surface, texture },
        addTo: async (document, name) => ({
          node: addGarmentNode(document, worn, texture, surface, name),
          points: () => [nearestSewn(surface, positions)],
        }),
      };
    },
  };
}

/** Somebody's mesh as a layer; its materials come with it. @param io knows their extensions. */
export function meshLayer({ glb, given, put }: PutOnFile, io: WebIO): LayerGarment {
  return {
    draw(lying) {
      const { worn } = put.finish(lying);
      const { positions, sewn } = lying;
      return {
        cloth: worn.surface
          ? clothOnSurface(lying, worn.surface)
          : { positions, indices: sewn.indices },
        picture: null,
        async addTo(document, name) {
          const own = await openGarmentFile(glb, io);
          const { node, vertices } = addGarmentMesh(own, given, worn, true);
          node.setName(name).getMesh()!.setName(name);
          dropUnused(own);
          return {
            node: broughtOver(document, own, node),
            points: () => clothPoints(vertices, worn.surface, positions),
          };
        },
      };
    },
  };
}

/** Copies what a document has into another, which keeps its one buffer. @returns the copy of a node. */
function broughtOver(document: Document, own: Document, node: Node): Node {
  const copies = mergeDocuments(document, own);
  const root = document.getRoot();
  const [buffer, ...others] = root.listBuffers();
  for (const accessor of root.listAccessors()) accessor.setBuffer(buffer!);
  for (const other of others) other.dispose();
  return copies.get(node) as Node;
}
