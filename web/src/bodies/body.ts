import type { BodySource } from '@fitroom/web-workers/protocol/try-on-worker';

/** A body that can be chosen. */
export interface Body {
  readonly id: string;
  readonly name: string;
  readonly heightCm: number;
  /** Null where the picture is missing; the name then stands alone. */
  readonly thumbnailUrl: string | null;
  /** The bare body, for the viewer. */
  readonly glbUrl: string;
  /** What fitting on this device needs; null for a body that only the server has. */
  readonly source: BodySource | null;
}
