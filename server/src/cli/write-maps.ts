import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FIT_MAPS } from '@fitroom/shared/evidence/map-scales';
import { drawFitMaps } from '@fitroom/shared/tryon/draw-fit-maps';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';

/** Every file that writeMaps may leave. */
export const MAP_FILES = FIT_MAPS.flatMap((map) => [`map-${map}.png`, `map-${map}.glb`]);

/** Writes each map of a worn garment, or of several: a picture with its legend, and the dressed avatar painted. */
export async function writeMaps(
  folder: string,
  fittedGlb: Uint8Array,
  { gltf, encodeImage }: Pick<TryOnPorts, 'gltf' | 'encodeImage'>,
): Promise<void> {
  for await (const { map, picture, glb } of drawFitMaps(fittedGlb, gltf)) {
    await writeFile(join(folder, `map-${map}.png`), await encodeImage(picture, 'image/png'));
    await writeFile(join(folder, `map-${map}.glb`), glb);
  }
}
