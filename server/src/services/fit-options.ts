import { OFFSET_MM } from '@fitroom/shared/garment/vocabulary';
import type { FitRequest } from '@fitroom/shared/schemas/fitting-session';
import type { FitOptions } from '../records/schema/stored-values.ts';

/** What a request asks for beside the dressed body, as its session keeps it. */
export function fitOptions({
  offset_mm,
  animate,
  simulate,
  maps,
}: Pick<FitRequest, 'offset_mm' | 'animate' | 'simulate' | 'maps'>): FitOptions {
  return {
    offsetMm: offset_mm ?? OFFSET_MM.usual,
    walk: animate ? (simulate ? 'simulated' : 'skinned') : null,
    maps: maps ?? false,
  };
}
