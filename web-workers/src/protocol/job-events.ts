import type { Stage } from '@fitroom/shared/job/context';
import type { Sentence } from '@fitroom/shared/messages/sentence';

/** What a running job posts on its events port, in order; no answer is expected. */
export type JobEvent =
  | {
      readonly type: 'progress';
      readonly stage: Stage;
      /** 0..1 of the whole job; never falls. */
      readonly overall: number;
    }
  | { readonly type: 'log'; readonly line: Sentence }
  /** The dressed body while the cloth still lies coarsely; each takes the place of the one before. */
  | { readonly type: 'preview'; readonly fittedGlb: Blob };
