import type { FitMap } from '@fitroom/shared/evidence/map-scales';
import type { PaintedMap } from '@fitroom/web-workers/protocol/try-on-worker';
import type { StoredResult, StoredStance } from '../storage/database.ts';
import type { RoomState, WishedStance } from './room-state.ts';

/** The pose that is shown; null while the garment hangs as it was draped. */
export function standingOf({ result, standing }: RoomState): StoredStance | null {
  return standing !== null && standing.resultId === result?.id ? standing : null;
}

export function shownStance(state: RoomState): WishedStance {
  return standingOf(state)?.stance ?? 'own';
}

/** Whether a stance is one that moves. */
export function isWalk(stance: WishedStance): boolean {
  return stance === 'walk' || stance === 'walk-simulated';
}

/** The dressed body as it stands, in its own colours; null before the first result. */
export function shownGlb(state: RoomState): Blob | null {
  return standingOf(state)?.glb ?? state.result?.fittedGlb ?? null;
}

/** What was measured of what is shown: in its pose; as it was draped where it walks, which is not measured. */
export function shownReport(state: RoomState): StoredResult['report'] | null {
  return standingOf(state)?.report ?? state.result?.report ?? null;
}

/** The wished map of what is shown; null where none is wished or it is not there yet. */
export function paintedMap(state: RoomState): PaintedMap | null {
  const { maps, wishes } = state;
  if (maps === null || maps.of !== shownGlb(state)) return null;
  return maps.painted.find(({ map }) => map === wishes.map) ?? null;
}

/** The still picture of what is shown, for browsers that draw no 3D. */
export function shownPicture(state: RoomState): Blob | null {
  const picture = standingOf(state)?.thumbnail ?? state.result?.thumbnail ?? null;
  return paintedMap(state)?.picture ?? picture;
}

/** Whether what is shown can be taken into poses: while what it is made of is kept, here or on the server. */
export function canStand({ garment, result }: RoomState): boolean {
  if (result === null || garment?.id !== result.garmentId) return false;
  return garment.made !== null || Boolean(garment.mesh) || garment.cloth3dId !== null;
}

/** Whether the strain is against a mesh as it came, for want of pieces that were cut. */
export function hasMeshStrain({ fit }: StoredResult['report']): boolean {
  return fit.maps?.strain?.basis === 'mesh';
}

/** A map that is wished and not painted yet. */
export function missingMap(state: RoomState): FitMap | null {
  const { wishes, maps } = state;
  if (wishes.map === null || state.result === null) return null;
  return maps?.of === shownGlb(state) ? null : wishes.map;
}
