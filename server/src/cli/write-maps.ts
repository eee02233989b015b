import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLegend } from '@fitroom/shared/evidence/draw-legend';
import { drawMap } from '@fitroom/shared/evidence/draw-map';
import { mapFigures } from '@fitroom/shared/evidence/evidence-figures';
import { valuesOf } from '@fitroom/shared/evidence/fit-evidence';
import { FIT_MAPS, MAP_SCALES } from '@fitroom/shared/evidence/map-scales';
import { openFittedMaps } from '@fitroom/shared/gltf/paint-fitted';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';

/** Every file that writeMaps may leave. */
export const MAP_FILES = FIT_MAPS.flatMap((map) => [`map-${map}.png`, `map-${map}.glb`]);

/** Writes each map of a worn garment: a picture with its legend, and the dressed avatar painted. */
export async function writeMaps(
  folder: string,
  fittedGlb: Uint8Array,
  { gltf, encodeImage }: Pick<TryOnPorts, 'gltf' | 'encodeImage'>,
): Promise<void> {
  const { decoded, evidence, maps, paint } = await openFittedMaps(fittedGlb, gltf);
  for (const map of maps) {
    const values = valuesOf(evidence, map)!;
    const figures = mapFigures(values, evidence.areas, MAP_SCALES[map]);
    const picture = withLegend(drawMap(decoded, values, MAP_SCALES[map]), map, figures);
    await writeFile(join(folder, `map-${map}.png`), await encodeImage(picture, 'image/png'));
    await writeFile(join(folder, `map-${map}.glb`), await paint(map));
  }
}
