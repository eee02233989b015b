import type { JobContext } from '@fitroom/shared/job/context';
import { fitGarment } from '@fitroom/shared/tryon/fit-garment';
import type { MadeGarment } from '@fitroom/shared/tryon/made-garment';
import { makeFromSeparated } from '@fitroom/shared/tryon/make-garment';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import type { JobEvent } from '../protocol/job-events.ts';
import type {
  CancelFlag,
  FitRequest,
  FittedFiles,
  MakeRequest,
} from '../protocol/try-on-worker.ts';
import type { StageShares } from '../runtime/progress-throttle.ts';
import { createProgressThrottle } from '../runtime/progress-throttle.ts';
import { encodeBlob } from './image-codec.ts';
import { loadBody } from './load-body.ts';
import { type PhotoKeeper, timed } from './photo-keeper.ts';

/** Between skin and cloth, metres in the middle of the 3 to 5 mm that contracts allow. */
const OFFSET_MM = 4;

const glbBlob = (bytes: Uint8Array): Blob =>
  new Blob([new Uint8Array(bytes)], { type: 'model/gltf-binary' });

/** A context whose progress and log lines go out through `post`, and that ends when the flag is set. */
export function contextFor(
  shares: StageShares,
  cancel: CancelFlag,
  post: (event: JobEvent) => void,
): JobContext {
  const now = () => performance.now();
  return {
    signal: {
      get aborted() {
        return cancel !== null && Atomics.load(cancel, 0) !== 0;
      },
    },
    progress: createProgressThrottle(shares, now, post),
    log: (line) => post({ type: 'log', line }),
    now,
  };
}

/** Photo to garment; see shared/src/tryon/make-garment.ts. */
export async function makeFromPhoto(
  request: MakeRequest,
  photos: PhotoKeeper,
  ports: TryOnPorts,
  context: JobContext,
): Promise<MadeGarment> {
  const { prior } = ports;
  const timedPorts: TryOnPorts = {
    ...ports,
    prior: {
      network: prior.network,
      run: (input) => timed(context, 'network', () => prior.run(input)),
    },
  };
  const [{ photo, separated }, body] = await Promise.all([
    photos.open(request, timedPorts, context),
    loadBody(request.body),
  ]);
  const { category, quality, ease, front, knownWidthCm, sizeLabel } = request;
  const { textureSize, corrections } = request;
  return makeFromSeparated(
    photo,
    separated,
    body.record,
    {
      category,
      quality,
      ease,
      front,
      knownWidthCm,
      sizeLabel,
      textureSize,
      corrections,
    },
    timedPorts,
    context,
  );
}

/** Garment onto a body; see shared/src/tryon/fit-garment.ts. */
export async function fitOnBody(
  request: FitRequest,
  ports: TryOnPorts,
  context: JobContext,
): Promise<FittedFiles> {
  const body = await loadBody(request.body);
  const options = { method: request.method, ease: request.ease, offsetMm: OFFSET_MM };
  const fitted = await fitGarment(request.garment, body, options, ports, context);
  return {
    garmentGlb: glbBlob(fitted.garmentGlb),
    fittedGlb: glbBlob(fitted.fittedGlb),
    thumbnail: await encodeBlob(fitted.thumbnail, 'image/png'),
    report: fitted.report,
  };
}
