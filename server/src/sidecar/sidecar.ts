import type { MeshMaker } from '@fitroom/shared/generators/generate-or-lower';
import type { NeuralGeneratorName } from '@fitroom/shared/generators/neural-generator';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { CancelledError, throwIfCancelled } from '@fitroom/shared/job/context';
import { InputError } from '@fitroom/shared/job/input-error';
import type { Localized } from '@fitroom/shared/messages/language';
import { MESH_LIMIT_BYTES } from '@fitroom/shared/schemas/mesh-limits';
import { isProblemCode } from '@fitroom/shared/schemas/problems';
import type { ImageMimeType } from '@fitroom/shared/tryon/ports';
import { z } from 'zod';
import { MODEL_REASONS } from '../models/model-reasons.ts';
import { fetchOverHttp } from '../platform/fetch-over-http.ts';
import { likewise } from '../problems/kept-words.ts';

/** A host that runs generators which need Python, by what docs/sidecar.md says. */
export interface SidecarPlace {
  /** Without a slash at the end. */
  readonly url: string;
  /** Empty: none is asked for. */
  readonly token: string;
  /** Whose garments it makes in place of networks here. */
  readonly generators: readonly NeuralGeneratorName[];
  /** For one garment. */
  readonly limitSeconds: number;
}

/** What a sidecar says of itself. */
const HealthSchema = z.object({
  status: z.literal('ok'),
  generators: z.array(
    z.object({
      id: z.string(),
      /** In words, for people. */
      licence: z.string().min(1),
      commercial_use: z.boolean(),
    }),
  ),
});
export type SidecarHealth = z.infer<typeof HealthSchema>;

const HEALTH_LIMIT_MS = 3000;
/** How often a running request looks whether its job was cancelled. */
const CANCEL_POLL_MS = 200;
/** Of an error's own words. */
const LONGEST_DETAIL = 300;

const headersOf = ({ token }: SidecarPlace): Record<string, string> =>
  token === '' ? {} : { Authorization: `Bearer ${token}` };

/** What is wrong with a sidecar, in a few words. */
class SidecarFault extends Error {
  readonly said: Localized;

  constructor(said: Localized, options?: ErrorOptions) {
    super(said.en, options);
    this.said = said;
  }
}

/** The few words of what {@link askHealth} threw. */
export function faultOf(error: unknown): Localized {
  return error instanceof SidecarFault ? error.said : likewise(reasonOf(error));
}

/** @throws {SidecarFault} */
export async function askHealth(place: SidecarPlace): Promise<SidecarHealth> {
  const answer = await fetchOverHttp(new URL(`${place.url}/v1/health`), {
    headers: headersOf(place),
    redirect: 'error',
    signal: AbortSignal.timeout(HEALTH_LIMIT_MS),
  }).catch((cause: unknown) => {
    throw new SidecarFault(MODEL_REASONS.sidecarSilent(reasonOf(cause)), { cause });
  });
  if (answer.status === 401 || answer.status === 403) {
    throw new SidecarFault(MODEL_REASONS.sidecarRefusesToken());
  }
  if (!answer.ok) throw new SidecarFault(MODEL_REASONS.sidecarAnswers(answer.status));
  const health = HealthSchema.safeParse(await answer.json().catch(() => null));
  if (health.success) return health.data;
  throw new SidecarFault(MODEL_REASONS.sidecarIsNone());
}

/**
 * What a sidecar says of one of its generators.
 *
 * @throws {InputError} `model-unavailable` when it does not answer or does not have it.
 */
export async function requireOffer(
  place: SidecarPlace,
  generator: NeuralGeneratorName,
): Promise<SidecarHealth['generators'][number]> {
  const health = await askHealth(place).catch((cause: unknown) => {
    const reason = MODEL_REASONS.sidecarUnusable(faultOf(cause));
    const detail = MODEL_REASONS.cannotRunHere(generator, reason);
    throw new InputError('model-unavailable', detail, { cause });
  });
  const offer = health.generators.find(({ id }) => id === generator);
  if (offer) return offer;
  throw new InputError(
    'model-unavailable',
    MODEL_REASONS.cannotRunHere(generator, MODEL_REASONS.sidecarLacksIt()),
  );
}

/**
 * Has a garment made elsewhere.
 *
 * @throws {InputError} `model-unavailable` when it cannot be reached, `time-limit`, `sidecar-failed`, or a code
 *   of ours that it gave itself.
 * @throws {CancelledError}
 */
export function meshFromSidecar(
  place: SidecarPlace,
  generator: NeuralGeneratorName,
  encode: (image: RgbaImage, mimeType: ImageMimeType) => Promise<Uint8Array>,
): MeshMaker {
  return async (cutOut, { quality, seed, views }, { signal, progress }) => {
    throwIfCancelled(signal);
    progress('reconstruct', 0);
    const photo = await encode(cutOut, 'image/png');
    const query = new URLSearchParams({ generator, quality, seed: String(seed) });
    if (views !== null) query.set('views', String(views));
    const ended = new AbortController();
    const poll = setInterval(() => {
      if (signal.aborted) ended.abort(new CancelledError());
    }, CANCEL_POLL_MS);
    const limit = AbortSignal.timeout(place.limitSeconds * 1000);
    try {
      const answer = await fetchOverHttp(new URL(`${place.url}/v1/generate?${query}`), {
        method: 'POST',
        headers: { ...headersOf(place), 'Content-Type': 'image/png', Accept: 'model/gltf-binary' },
        body: photo,
        redirect: 'error',
        signal: AbortSignal.any([ended.signal, limit]),
      });
      if (!answer.ok) throw await refusal(answer);
      const glb = await readAtMost(answer, MESH_LIMIT_BYTES);
      progress('reconstruct', 1);
      return { glb, views: [], warnings: [] };
    } catch (error) {
      if (error instanceof InputError) throw error;
      if (ended.signal.aborted) throw new CancelledError();
      if (limit.aborted) {
        throw new InputError(
          'time-limit',
          MODEL_REASONS.sidecarTooSlow(generator, place.limitSeconds),
          { cause: error },
        );
      }
      throw new InputError(
        'model-unavailable',
        MODEL_REASONS.sidecarLost(generator, reasonOf(error)),
        { cause: error },
      );
    } finally {
      clearInterval(poll);
    }
  };
}

/** An answer that is no garment; its own words are kept where it has some. */
async function refusal(answer: Response): Promise<InputError> {
  const said = z
    .object({ code: z.string().optional(), detail: z.string().optional() })
    .safeParse(await answer.json().catch(() => null)).data;
  const detail = said?.detail?.slice(0, LONGEST_DETAIL) ?? `it answered ${answer.status}`;
  const code = said?.code !== undefined && isProblemCode(said.code) ? said.code : null;
  if (code !== null) return new InputError(code, detail);
  if (answer.status === 401 || answer.status === 403) {
    return new InputError(
      'sidecar-failed',
      'The host of this generator refuses the token of this server. The operator sets FITROOM_SIDECAR_TOKEN.',
    );
  }
  return new InputError(
    'sidecar-failed',
    `The host of this generator gave no garment: ${detail}. Try again later, or choose another generator.`,
  );
}

/** @throws {InputError} `sidecar-failed` above the limit, or for what is no GLB. */
async function readAtMost(answer: Response, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of answer.body ?? []) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes <= most) continue;
    throw new InputError(
      'sidecar-failed',
      `The host of this generator sent more than ${most / 2 ** 20} MB; a garment has far less.`,
    );
  }
  const glb = new Uint8Array(Buffer.concat(pieces));
  if (new TextDecoder('latin1').decode(glb.subarray(0, 4)) === 'glTF') return glb;
  throw new InputError(
    'sidecar-failed',
    `The host of this generator answered with ${bytes} bytes that are no GLB.`,
  );
}

/** fetch hides the reason in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== ''
    ? error.cause.message
    : error.message;
}
