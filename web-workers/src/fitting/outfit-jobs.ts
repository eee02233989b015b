import type { JobContext } from '@fitroom/shared/job/context';
import type { OutfitGarment } from '@fitroom/shared/tryon/outfit-garments';
import type { TryOnPorts } from '@fitroom/shared/tryon/ports';
import { stageClock } from '@fitroom/shared/tryon/stage-clock';
import { walkOutfit } from '@fitroom/shared/tryon/walk-outfit';
import { type HungOutfit, hangOutfit, showOutfit } from '@fitroom/shared/tryon/wear-outfit';
import type {
  OutfitFiles,
  OutfitHangRequest,
  OutfitRequest,
  OutfitWalkRequest,
  StandingFiles,
  WornTogether,
} from '../protocol/try-on-worker.ts';
import { encodeBlob } from './image-codec.ts';
import { loadBody } from './load-body.ts';
import { bytesOf, meshOptions, openAnyGltf } from './mesh-jobs.ts';
import { glbBlob } from './try-on-jobs.ts';

/** Remembers how the last outfit hung: a pose after it needs no drape. */
export interface OutfitKeeper {
  keep(request: OutfitHangRequest, hung: HungOutfit): void;
  /** Null where another outfit came since, or the same on another body. */
  find(request: OutfitHangRequest): HungOutfit | null;
}

export function createOutfitKeeper(): OutfitKeeper {
  let kept: { readonly key: string; readonly hung: HungOutfit } | null = null;
  return {
    keep(request, hung) {
      kept = { key: keyOf(request), hung };
    },
    find: (request) => (kept?.key === keyOf(request) ? kept.hung : null),
  };
}

/** By content: a garment comes out of the app's storage as another object than it went in. */
function keyOf({ garments, body, offsetMm }: OutfitHangRequest): string {
  const told = garments.map((worn) =>
    'mesh' in worn
      ? [worn.mesh.size, worn.category, worn.fabric, worn.origin, worn.tucked]
      : [{ ...worn.garment, texture: null }, worn.tucked],
  );
  return JSON.stringify([body.id, offsetMm, told]);
}

/** Several garments onto one body; see shared/src/tryon/wear-outfit.ts. */
export async function wearOnBody(
  request: OutfitRequest,
  keeper: OutfitKeeper,
  ports: TryOnPorts,
  context: JobContext,
): Promise<OutfitFiles> {
  const { hung, given, clock } = await hangOnBody(request, keeper, ports, context);
  const worn = await showOutfit(hung, { pose: request.pose }, given, clock);
  return {
    fittedGlb: glbBlob(worn.fittedGlb),
    thumbnail: await encodeBlob(worn.thumbnail, 'image/png'),
    report: worn.report,
  };
}

/** The same as it walks; see shared/src/tryon/walk-outfit.ts. */
export async function walkTogether(
  request: OutfitWalkRequest,
  keeper: OutfitKeeper,
  ports: TryOnPorts,
  context: JobContext,
): Promise<StandingFiles> {
  const { hung, given, clock } = await hangOnBody(request, keeper, ports, context);
  const { glb, thumbnail, report, walk } = await walkOutfit(hung, request.simulate, given, clock);
  const picture = await encodeBlob(thumbnail, 'image/png');
  return { glb: glbBlob(glb), thumbnail: picture, report, walk };
}

async function hangOnBody(
  request: OutfitHangRequest,
  keeper: OutfitKeeper,
  ports: TryOnPorts,
  context: JobContext,
) {
  const hasMesh = request.garments.some((worn) => 'mesh' in worn);
  const [body, gltf] = await Promise.all([
    loadBody(request.body),
    hasMesh ? openAnyGltf() : ports.gltf,
  ]);
  const given = { ...ports, gltf };
  const clock = stageClock(context);
  let hung = keeper.find(request);
  if (hung === null) {
    const garments = await Promise.all(request.garments.map((worn) => opened(worn, request)));
    hung = await hangOutfit(garments, body, request.offsetMm, given, clock.context);
    keeper.keep(request, hung);
  }
  return { hung, given, clock };
}

async function opened(
  worn: WornTogether,
  { bodies, offsetMm }: OutfitHangRequest,
): Promise<OutfitGarment> {
  const { tucked } = worn;
  if (!('mesh' in worn)) return { garment: worn.garment, tucked, photoFile: '' };
  const glb = await bytesOf(worn.mesh);
  return { mesh: { ...meshOptions({ ...worn, bodies, offsetMm, method: 'drape' }), glb }, tucked };
}
