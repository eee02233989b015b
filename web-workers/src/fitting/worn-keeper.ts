import type { FabricChoice } from '@fitroom/shared/garment/vocabulary';
import type { MadeGarment } from '@fitroom/shared/tryon/made-garment';
import type { PutOnGarment } from '@fitroom/shared/tryon/put-on';
import type { PutOnHow } from '../protocol/try-on-worker.ts';

/** A made garment, and what it was put on with. */
export interface WornBy extends PutOnHow {
  readonly garment: MadeGarment;
  readonly bodyId: string;
  /** Null: the ease the garment was made with. */
  readonly ease: MadeGarment['ease'] | null;
  readonly fabric: FabricChoice;
}

/** Remembers how the last garment lay on its body: a pose after it, or another one, needs no drape. */
export interface WornKeeper {
  keep(by: WornBy, worn: PutOnGarment): void;
  /** Null where another garment came since, or the same put on otherwise. */
  find(by: WornBy): PutOnGarment | null;
}

export function createWornKeeper(): WornKeeper {
  let kept: { readonly key: string; readonly worn: PutOnGarment } | null = null;
  return {
    keep(by, worn) {
      kept = { key: keyOf(by), worn };
    },
    find: (by) => (kept?.key === keyOf(by) ? kept.worn : null),
  };
}

/** By content: a garment comes out of the app's storage as another object than it went in. */
function keyOf({ garment, bodyId, ease, fabric, method, offsetMm }: WornBy): string {
  return JSON.stringify([bodyId, ease, fabric, method, offsetMm, { ...garment, texture: null }]);
}
