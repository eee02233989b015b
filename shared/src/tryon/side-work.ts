import type { RgbaImage } from '../image/image.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import type { DrawnMesh } from '../render/camera.ts';
import { renderThumbnail } from '../render/render-thumbnail.ts';
import { buildAtlas } from '../texture/build-texture.ts';
import type { BackPhoto } from '../texture/lay-back-photo.ts';
import type { GarmentTexture } from './made-garment.ts';
import { recalled } from './photo-memory.ts';
import type { TryOnPorts } from './ports.ts';

/** What a texture is made of; structured-cloneable. */
export interface TextureTask {
  readonly photo: RgbaImage;
  /** Of that photo. */
  readonly reading: GarmentReading;
  /** Of the texture, pixels. */
  readonly longestSide: number;
  readonly back: BackPhoto | null;
}

/** What a thumbnail shows; structured-cloneable. */
export interface ThumbnailTask {
  /** Without their textures. */
  readonly meshes: readonly DrawnMesh[];
  /** Encoded, one for each mesh. */
  readonly textures: readonly Uint8Array[];
}

/**
 * Steps whose results are wanted only at the end: where a platform has a second thread, they are done
 * there while the cloth falls and files are written. Each gives the same bytes wherever it is done.
 */
export interface SideWork {
  bakeTexture(task: TextureTask): Promise<GarmentTexture>;
  drawThumbnail(task: ThumbnailTask): Promise<RgbaImage>;
}

/** Lays the photo out as the garment's texture. */
export async function bakeTexture(
  { photo, reading, longestSide, back }: TextureTask,
  { encodeImage, memory }: Pick<TryOnPorts, 'encodeImage' | 'memory'>,
): Promise<GarmentTexture> {
  const { matte, ...read } = reading;
  const choices = [longestSide, read, back && { ...back.reading, matte: null }];
  const pictures = [photo, matte, ...(back ? [back.photo, back.reading.matte] : [])];
  return recalled(memory, { step: 'texture', choices, pictures }, async () => {
    const { image, uvFromPhoto, provenance } = buildAtlas(photo, reading, { longestSide, back });
    const bytes = await encodeImage(image, 'image/jpeg');
    const { width, height } = image;
    return { mimeType: 'image/jpeg', bytes, width, height, uvFromPhoto, provenance } as const;
  });
}

/** Front view of the dressed avatar, from the CPU rasteriser. */
export async function drawThumbnail(
  { meshes, textures }: ThumbnailTask,
  { decodeImage }: Pick<TryOnPorts, 'decodeImage'>,
): Promise<RgbaImage> {
  const images = await Promise.all(textures.map(decodeImage));
  const dressed = meshes.map((mesh, i) => ({ ...mesh, texture: images[i] ?? null }));
  return renderThumbnail(dressed);
}
