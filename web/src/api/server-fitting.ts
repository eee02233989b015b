import type { ApiClient } from '@fitroom/shared/client/api-client';
import { OFFSET_MM } from '@fitroom/shared/garment/vocabulary';
import type { PoseName } from '@fitroom/shared/posing/named-poses';
import type { ReportWalk } from '@fitroom/shared/report/report';
import { walkTogether as walkOfAll } from '@fitroom/shared/report/report-walk';
import type {
  FitAnswer,
  FitRequest,
  FittingSession,
} from '@fitroom/shared/schemas/fitting-session';
import type { OutfitRequest } from '@fitroom/shared/schemas/outfit';
import type { Outcome } from '@fitroom/web-workers/protocol/outcome';
import type { StandingFiles } from '@fitroom/web-workers/protocol/try-on-worker';
import type { Wishes } from '../room/room-state.ts';
import type { LayeredGarment, PlaceWatch, TryOnPlace } from '../room/try-on-place.ts';
import { isWalk } from '../room/what-is-shown.ts';
import { outcomeOfApiFailure, outcomeOfJobError } from './problem-of.ts';
import { type Ask, reporter, whenAborted } from './server-requests.ts';

/** Share of the wait after which the files are fetched. */
const FITTED_SHARE = 0.92;

/** Servers of earlier versions refuse a field that they do not know. */
const offsetOf = ({ offsetMm }: Wishes) =>
  offsetMm === OFFSET_MM.usual ? {} : { offset_mm: offsetMm };

const walking = (simulate: boolean) =>
  ({ animate: 'walk', ...(simulate && { simulate }) }) as const;

const gone = () => outcomeOfJobError({ code: 'garment-gone', detail: '' });
const fileMissing = () =>
  outcomeOfJobError({ code: 'internal', detail: 'A finished job lacks its files.' });

/** Puts garments on that the server keeps, one or several, in poses and walking. */
export function createServerFitting(
  client: ApiClient,
  ask: Ask,
): Pick<TryOnPlace, 'fit' | 'stand' | 'wear' | 'walkTogether'> {
  /** Has a body dressed, and waits for it. */
  async function dressed(
    request: (signal: AbortSignal) => Promise<FitAnswer>,
    watch: PlaceWatch,
  ): Promise<Outcome<FittingSession>> {
    const { signal } = watch;
    const { fitting_session_id } = await ask(signal, () => request(signal));
    whenAborted(signal, () => client.cancelSession(fitting_session_id));
    const report = reporter(watch, [0, FITTED_SHARE]);
    const session = await ask(signal, () =>
      client.watchSession(fitting_session_id, report, signal),
    );
    if (session.status === 'error') return outcomeOfJobError(session.error);
    // It was made before, and the server has kept its picture alone.
    if (session.expired_at) return outcomeOfJobError({ code: 'result-expired', detail: '' });
    watch.onProgress('download', FITTED_SHARE);
    return { status: 'done', value: session };
  }

  const fetchGlb = (url: string, { signal }: PlaceWatch) =>
    fetchBlob(url, 'model/gltf-binary', signal);
  const fetchPicture = (url: string, { signal }: PlaceWatch) => fetchBlob(url, 'image/png', signal);
  async function fetchBlob(url: string, type: string, signal: AbortSignal): Promise<Blob> {
    return new Blob([await ask(signal, () => client.fetchBytes(url, signal))], { type });
  }

  const fitRequest = (cloth3dId: string, wishes: Wishes): FitRequest => ({
    cloth3d_id: cloth3dId,
    avatar_preset_id: wishes.bodyId,
    ease: wishes.ease,
    // Nothing falls where nothing is simulated: servers refuse both together.
    fabric: wishes.method === 'rigid' ? 'auto' : wishes.fabric,
    method: wishes.method,
    ...offsetOf(wishes),
  });

  /** Null where the server does not keep all of them. */
  function outfitRequest(layers: readonly LayeredGarment[], wishes: Wishes): OutfitRequest | null {
    const garments: OutfitRequest['garments'] = [];
    for (const { garment, tucked } of layers) {
      if (!garment.cloth3dId) return null;
      garments.push({ cloth3d_id: garment.cloth3dId, tucked, fabric: garment.fabric ?? 'auto' });
    }
    return { garments, avatar_preset_id: wishes.bodyId, ...offsetOf(wishes) };
  }

  async function moving(
    session: FittingSession,
    walk: ReportWalk | null,
    watch: PlaceWatch,
  ): Promise<Outcome<StandingFiles>> {
    const { walk_gltf_url, thumb_url } = session;
    if (!walk_gltf_url || !thumb_url) return fileMissing();
    const [glb, thumbnail] = await Promise.all([
      fetchGlb(walk_gltf_url, watch),
      fetchPicture(thumb_url, watch),
    ]);
    return { status: 'done', value: { glb, thumbnail, report: null, walk } };
  }

  const fit: TryOnPlace['fit'] = async ({ cloth3dId }, wishes, watch) => {
    if (!cloth3dId) return gone();
    const request = fitRequest(cloth3dId, wishes);
    const session = await dressed((signal) => client.fit(request, signal), watch);
    if (session.status !== 'done') return session;
    const { cloth3d_url, fitted_gltf_url, thumb_url, report } = session.value;
    if (!cloth3d_url || !fitted_gltf_url || !thumb_url || !report) return fileMissing();
    const [garmentGlb, fittedGlb, thumbnail] = await Promise.all([
      fetchGlb(cloth3d_url, watch),
      fetchGlb(fitted_gltf_url, watch),
      fetchPicture(thumb_url, watch),
    ]);
    return { status: 'done', value: { garmentGlb, fittedGlb, thumbnail, report } };
  };

  const stand: TryOnPlace['stand'] = async ({ cloth3dId }, stance, wishes, watch) => {
    if (!cloth3dId) return gone();
    const shown = isWalk(stance)
      ? walking(stance === 'walk-simulated')
      : { pose: stance as PoseName };
    const request = { ...fitRequest(cloth3dId, wishes), ...shown };
    const session = await dressed((signal) => client.fit(request, signal), watch);
    if (session.status !== 'done') return session;
    const { fitted_gltf_url, thumb_url, report } = session.value;
    if (isWalk(stance)) return moving(session.value, report?.walk ?? null, watch);
    if (!fitted_gltf_url || !thumb_url || !report) return fileMissing();
    const [glb, thumbnail] = await Promise.all([
      fetchGlb(fitted_gltf_url, watch),
      fetchPicture(thumb_url, watch),
    ]);
    return { status: 'done', value: { glb, thumbnail, report, walk: null } };
  };

  const wear: TryOnPlace['wear'] = async (layers, wishes, watch, pose) => {
    const outfit = outfitRequest(layers, wishes);
    if (!outfit) return gone();
    const request = { ...outfit, ...(pose && { pose }) };
    const session = await dressed((signal) => client.wearOutfit(request, signal), watch);
    if (session.status !== 'done') return session;
    const { fitted_gltf_url, thumb_url, outfit_report: report } = session.value;
    if (!fitted_gltf_url || !thumb_url || !report) return fileMissing();
    const [fittedGlb, thumbnail] = await Promise.all([
      fetchGlb(fitted_gltf_url, watch),
      fetchPicture(thumb_url, watch),
    ]);
    return { status: 'done', value: { fittedGlb, thumbnail, report } };
  };

  const walkTogether: TryOnPlace['walkTogether'] = async (layers, wishes, watch, simulate) => {
    const outfit = outfitRequest(layers, wishes);
    if (!outfit) return gone();
    const request = { ...outfit, ...walking(simulate) };
    const session = await dressed((signal) => client.wearOutfit(request, signal), watch);
    if (session.status !== 'done') return session;
    const walks = (session.value.outfit_report?.layers ?? []).flatMap(({ walk }) => walk ?? []);
    return moving(session.value, walks.length > 0 ? walkOfAll(walks) : null, watch);
  };

  return {
    fit: (...asked) => fit(...asked).catch(outcomeOfApiFailure),
    stand: (...asked) => stand(...asked).catch(outcomeOfApiFailure),
    wear: (...asked) => wear(...asked).catch(outcomeOfApiFailure),
    walkTogether: (...asked) => walkTogether(...asked).catch(outcomeOfApiFailure),
  };
}
