import type { JobContext } from '@fitroom/shared/job/context';
import { fitGarment } from '@fitroom/shared/tryon/fit-garment';
import type { MadeGarment } from '@fitroom/shared/tryon/made-garment';
import { makeGarment } from '@fitroom/shared/tryon/make-garment';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import type { JobEvent } from '../protocol/job-events.ts';
import type { FitRequest, FittedFiles, MakeRequest } from '../protocol/try-on-worker.ts';
import type { StageShares } from '../runtime/progress-throttle.ts';
import { createProgressThrottle } from '../runtime/progress-throttle.ts';
import { decodePhoto } from './decode-photo.ts';
import { encodeBlob } from './image-codec.ts';
import { loadBody } from './load-body.ts';

/** Between skin and cloth, metres in the middle of the 3 to 5 mm that contracts allow. */
const OFFSET_MM = 4;

const glbBlob = (bytes: Uint8Array): Blob =>
  new Blob([new Uint8Array(bytes)], { type: 'model/gltf-binary' });

/** A context whose progress and log lines go out through `post`. Jobs are cancelled from outside,
 * by ending the worker, so the signal never falls. */
export function contextFor(shares: StageShares, post: (event: JobEvent) => void): JobContext {
  const now = () => performance.now();
  return {
    signal: { aborted: false },
    progress: createProgressThrottle(shares, now, post),
    log: (line) => post({ type: 'log', line }),
    now,
  };
}

/** Photo to garment; see shared/src/tryon/make-garment.ts. */
export async function makeFromPhoto(
  request: MakeRequest,
  ports: TryOnPorts,
  context: JobContext,
): Promise<MadeGarment> {
  context.progress('decode', 0);
  const timed = logTimes(context);
  const [photo, body] = await Promise.all([
    timed('decoding', () => decodePhoto(request.photo)),
    loadBody(request.body),
  ]);
  context.log(`photo: ${photo.width} x ${photo.height} pixels`);
  context.progress('decode', 1);
  return makeGarment(
    photo,
    body.record,
    {
      category: request.category,
      quality: request.quality,
      ease: request.ease,
      knownWidthCm: request.knownWidthCm,
    },
    {
      ...ports,
      prior: {
        network: ports.prior.network,
        run: (input) => timed('network', () => ports.prior.run(input)),
      },
    },
    context,
  );
}

/** Writes into the job's log how long a step took. */
function logTimes(context: JobContext) {
  return async <T>(step: string, run: () => Promise<T>): Promise<T> => {
    const began = context.now();
    const result = await run();
    context.log(`${step}: ${Math.round(context.now() - began)} ms`);
    return result;
  };
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
