import type { Document, WebIO } from '@gltf-transform/core';
import type { ClothSolver } from '../cloth/cloth-solver.ts';
import type { Snapper } from '../fitting/snapper.ts';
import type { RgbaImage } from '../image/image.ts';
import type { GarmentParser } from '../matte/garment-parser.ts';
import type { MattePrior } from '../matte/matte-prior.ts';
import type { PhotoMemory } from './photo-memory.ts';
import type { SideWork } from './side-work.ts';

export type ImageMimeType = 'image/png' | 'image/jpeg' | 'image/webp';

/** Keeps what is dear to compute and depends on the body alone (a posed body's distance field). */
export interface ByteCache {
  get(key: string): Promise<Uint8Array | null>;
  put(key: string, bytes: Uint8Array): Promise<void>;
}

/** What the pure pipeline asks of the platform it runs on. */
export interface TryOnPorts {
  readonly prior: MattePrior;
  /** Cuts a garment out of photos of dressed people, where there is such a network; other photos are the prior's. */
  readonly parser?: GarmentParser | undefined;
  /** Reads and writes GLB with KHR_draco_mesh_compression registered: see gltf/gltf-io.ts. */
  readonly gltf: WebIO & {
    /** Begins to encode meshes that a later document has too, where that costs nothing here. */
    encodeAhead?(document: Document): void;
  };
  encodeImage(image: RgbaImage, mimeType: ImageMimeType): Promise<Uint8Array>;
  decodeImage(bytes: Uint8Array): Promise<RgbaImage>;
  readonly cache: ByteCache | null;
  /** What was found in photos before; without one everything is found anew. */
  readonly memory?: PhotoMemory | null;
  /** Another thread of the platform's; without one everything is done in turn. */
  readonly beside?: SideWork;
  /** Where cloth is simulated; without one on the calling thread. */
  readonly solver?: ClothSolver | undefined;
  /** Where cloth is brought clear of the skin; without one on the calling thread. */
  readonly snapper?: Snapper | undefined;
}
