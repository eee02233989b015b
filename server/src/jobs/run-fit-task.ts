import type { Avatar } from '@fitroom/shared/body/avatar';
import { OFFSET_MM } from '@fitroom/shared/garment/vocabulary';
import type { JobContext } from '@fitroom/shared/job/context';
import { drawFitMaps } from '@fitroom/shared/tryon/draw-fit-maps';
import { fitGarment } from '@fitroom/shared/tryon/fit-garment';
import { unpackMadeGarment } from '@fitroom/shared/tryon/made-garment-file';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import type { FitOptions } from '../records/schema/stored-values.ts';
import { type FitOutput, type JobTask, PHOTO_FILE, type WrittenMap } from './job-task.ts';
import { isGlb, wearMovingUploaded } from './run-mesh-task.ts';

type FitTask = Extract<JobTask, { kind: 'fit' }>;

/** Of sessions that were asked for before there was a choice. */
export const USUAL_OPTIONS: FitOptions = { offsetMm: OFFSET_MM.usual, walk: null, maps: false };

/** Puts a stored garment on a body, one with a pattern or a mesh, with the files that were asked for beside. */
export async function fitStored(
  task: FitTask,
  body: Avatar,
  ports: TryOnPorts,
  context: JobContext,
): Promise<FitOutput> {
  const options = task.options ?? USUAL_OPTIONS;
  const fitted = isGlb(task.garment)
    ? await fitMesh(task, options, body, ports, context)
    : await fitPattern(task, options, body, ports, context);
  return {
    kind: 'fit',
    fittedGlb: fitted.fittedGlb,
    thumbnail: await ports.encodeImage(fitted.thumbnail, 'image/webp'),
    walkGlb: fitted.walkGlb,
    maps: options.maps ? await writtenMaps(fitted.fittedGlb, ports) : [],
    report: fitted.report,
  };
}

/** The maps of what a dressed body wears as files. */
export async function writtenMaps(
  fittedGlb: Uint8Array,
  { gltf, encodeImage }: Pick<TryOnPorts, 'gltf' | 'encodeImage'>,
): Promise<WrittenMap[]> {
  const maps: WrittenMap[] = [];
  for await (const { map, glb, picture } of drawFitMaps(fittedGlb, gltf)) {
    maps.push({ map, glb, picture: await encodeImage(picture, 'image/png') });
  }
  return maps;
}

async function fitPattern(
  { garment, method, ease, fabric, pose }: FitTask,
  { offsetMm, walk }: FitOptions,
  body: Avatar,
  ports: TryOnPorts,
  context: JobContext,
) {
  return fitGarment(
    unpackMadeGarment(garment),
    body,
    {
      method,
      ease,
      fabric,
      pose,
      offsetMm,
      animate: walk !== null,
      simulate: walk === 'simulated',
      photoFile: PHOTO_FILE,
    },
    ports,
    context,
  );
}

async function fitMesh(
  { garment, method, fabric, pose, category = null, origin = null }: FitTask,
  { offsetMm, walk }: FitOptions,
  body: Avatar,
  ports: TryOnPorts,
  context: JobContext,
) {
  return wearMovingUploaded(
    garment,
    body,
    {
      method,
      fabric: fabric ?? 'auto',
      pose,
      offsetMm,
      category,
      origin,
      animate: walk !== null,
      simulate: walk === 'simulated',
    },
    ports,
    context,
  );
}
