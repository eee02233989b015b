import type { Generator, Quality } from '../garment/vocabulary.ts';
import type { RgbaImage } from '../image/image.ts';
import type { JobContext } from '../job/context.ts';
import type { ColourDecoder, GeneratedMesh } from '../triplane/generated-mesh.ts';
import type { ModelPort } from './model-port.ts';

/** The generators whose garments networks make; the other one is `panels`. */
export type NeuralGeneratorName = Exclude<Generator, 'panels'>;

export interface NeuralOptions {
  readonly quality: Quality;
  /** The same seed, photo and weights give the same garment on the same device. */
  readonly seed: number;
  /** How many views `zero123-original+instantmesh` makes, 8 to 16; null: as the generator would. */
  readonly views: number | null;
  /**
   * For photos of a dressed person, `pifuhd` alone: the photo again, opaque where the garment is that is wanted. Left
   * out: the whole surface, body and all.
   */
  readonly garment?: RgbaImage;
  /** InstantMesh's large reconstruction instead of base where it is installed; quality med only. */
  readonly large: boolean;
}

/** What a generator makes of one photo. */
export interface GeneratedGarment {
  /** Closed, but for one that a mask was cut out of. Axes the product's (y up, z front, x the wearer's left); unit and place the generator's. */
  readonly mesh: GeneratedMesh;
  /** Pictures made on the way, in the order made; empty for generators that make none. */
  readonly views: readonly RgbaImage[];
  /** The generator's colours anywhere on the mesh, asked in the axes of `mesh`; null where it has none but those at the vertices. */
  readonly colourAt: ColourDecoder | null;
  /** Lets go of what `colourAt` needs. Call it once, also after a failure. */
  close(): Promise<void>;
}

/** One photo's garment to a coloured closed mesh; what it does not know of is bodies, fitting and files. */
export interface NeuralGenerator {
  readonly name: NeuralGeneratorName;
  /**
   * Progress is told in the stages `views` and `reconstruct`; graphs are released stage by stage, so that memory
   * is bounded by the largest stage.
   *
   * @param photo Cut out: transparent where there is no garment.
   * @throws {InputError} `model-unavailable` when weights are missing, `shape-empty` when nothing came out.
   * @throws {CancelledError} between two networks, steps or chunks once the signal is aborted.
   */
  generate(
    photo: RgbaImage,
    options: NeuralOptions,
    models: ModelPort,
    context: JobContext,
  ): Promise<GeneratedGarment>;
}
