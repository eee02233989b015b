import type { Avatar } from '@fitroom/shared/body/avatar';
import { OFFSET_MM } from '@fitroom/shared/garment/vocabulary';
import { writeObj } from '@fitroom/shared/gltf/write-obj';
import type { RgbaImage } from '@fitroom/shared/image/image';
import type { JobContext } from '@fitroom/shared/job/context';
import { makeNeuralGarment } from '@fitroom/shared/tryon/make-neural-garment';
import { stageClock } from '@fitroom/shared/tryon/stage-clock';
import { decodePhoto } from '../photos/decode-photo.ts';
import {
  GARMENT_NAME,
  type JobTask,
  type MadePicture,
  type NeuralOutput,
  PHOTO_FILE,
} from './job-task.ts';
import { wearUploaded } from './run-mesh-task.ts';
import type { TaskPorts } from './run-task.ts';

/** Photo to matte to mesh by networks, which is then opened and put on as an uploaded one is. */
export async function makeByNetworks(
  task: Extract<JobTask, { kind: 'neural' }>,
  body: Avatar,
  ports: TaskPorts,
  caller: JobContext,
): Promise<NeuralOutput> {
  const clock = stageClock(caller);
  const { context } = clock;
  context.progress('decode', 0);
  const photo = await decodePhoto(task.photo);
  const { make, limits, run } = await ports.neural.begin(
    task.generator,
    task.quality,
    ports,
    context,
  );
  context.progress('decode', 1);
  const garment = await makeNeuralGarment(
    photo,
    make,
    { ...task, photoFile: PHOTO_FILE, run },
    limits,
    ports,
    context,
  );
  const worn = await wearUploaded(
    garment.glb,
    body,
    {
      category: garment.category,
      method: 'drape',
      fabric: task.fabric,
      offsetMm: task.offsetMm ?? OFFSET_MM.usual,
      origin: garment.origin,
    },
    ports,
    context,
    clock,
  );
  const picture = async (
    kind: MadePicture['kind'],
    index: number,
    image: RgbaImage,
  ): Promise<MadePicture> => ({ kind, index, bytes: await ports.encodeImage(image, 'image/png') });
  return {
    kind: 'neural',
    category: garment.category,
    mesh: garment.glb,
    garmentGlb: worn.garmentGlb,
    obj: task.obj ? await writeObj(worn.garmentGlb, ports.gltf, GARMENT_NAME) : null,
    thumbnail: await ports.encodeImage(worn.thumbnail, 'image/webp'),
    pictures: await Promise.all([
      picture('matte', 0, garment.cutOut),
      ...garment.views.map((view, n) => picture('view', n, view)),
    ]),
    report: worn.report,
  };
}
