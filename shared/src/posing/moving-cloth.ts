import type { PosedBody } from '../body/avatar.ts';
import type { DistanceField } from '../body/distance-field.ts';
import { buildCloth, type Cloth } from '../cloth/cloth.ts';
import type { Holding } from '../cloth/cloth-solver.ts';
import { meshFabric, resistanceShare } from '../cloth/fabric.ts';
import { selfGap } from '../cloth/self-contacts.ts';
import { hungOn } from '../drape/arms-carried-on.ts';
import { bandLayers } from '../drape/band-layers.ts';
import { heldOfMesh, meanEdgeLength, meshBandLayers } from '../drape/hold-mesh.ts';
import type { Category, FabricChoice, Quality } from '../garment/vocabulary.ts';
import { edgeLengthFor } from '../pattern/edge-length.ts';
import type { PutOnGarment } from '../tryon/put-on.ts';
import { holdInPose } from './hold-in-pose.ts';
import type { WornCloth } from './pose-garment.ts';

/** What cloth is made of and how it was made, as far as a solver goes. */
export interface MovingClothOptions {
  /** Of the pattern's mesh; a mesh without a pattern is as fine as it is. */
  readonly quality: Quality;
  /** What the garment is made of; left out: `auto`. */
  readonly fabric?: FabricChoice;
  /** Of a mesh without a pattern. */
  readonly category?: Category;
  /** Vertices of a pattern's cloth that are worn inside a waistband; left out: none. */
  readonly tucked?: readonly number[];
}

/** A worn garment as the solver moves it. */
export interface MovingCloth {
  readonly cloth: Cloth;
  /** Share of its full stiffness with which its fabric resists being shortened. */
  readonly resistance: number;
  /** Metres that it keeps off itself. */
  readonly selfGap: number;
  /** What it hangs on, of a body's field. */
  hungOn(field: DistanceField, body: PosedBody): DistanceField;
  /** What carries it in the pose that it was taken to, held where that took it. */
  hold(carried: WornCloth, field: DistanceField): Holding;
}

/** Whether a garment was made of a pattern, or is a mesh that somebody gave. */
export function hasPattern(worn: WornCloth): worn is PutOnGarment {
  return 'pattern' in worn;
}

export function movingCloth(
  worn: WornCloth,
  { quality, fabric: choice = 'auto', category = 'top', tucked = [] }: MovingClothOptions,
): MovingCloth {
  if (!hasPattern(worn)) {
    const edgeLength = meanEdgeLength(worn.positions, worn.sewn.indices);
    const fabric = meshFabric(choice, category, edgeLength);
    return {
      cloth: buildCloth(worn.sewn, fabric, meshBandLayers(worn.sewn)),
      resistance: resistanceShare(fabric),
      selfGap: selfGap(fabric, edgeLength),
      hungOn: (field) => field,
      hold: (carried) => ({ anchors: heldOfMesh(carried, worn), rules: [] }),
    };
  }
  const { pattern, sewn } = worn;
  const edgeLength = edgeLengthFor(pattern, quality);
  const fabric = meshFabric(choice, pattern.category, edgeLength);
  return {
    cloth: buildCloth(sewn, fabric, bandLayers(pattern, sewn)),
    resistance: resistanceShare(fabric),
    selfGap: selfGap(fabric, edgeLength),
    hungOn: (field, body) => hungOn(pattern, field, body),
    hold: ({ positions, body }, field) => holdInPose({ ...worn, positions, body }, field, tucked),
  };
}
