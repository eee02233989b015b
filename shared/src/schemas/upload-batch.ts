import { z } from 'zod';
import { ProblemSchema } from './problem.ts';
import { FileUrlSchema, IdSchema } from './words.ts';

/** Photos of one batch; each of them as large as one that comes alone. */
export const MOST_BATCH_FILES = 20;

const fileIndex = z.int().min(0).describe('Of the part `file`, in the order in which they came');

/** What became of one photo of a batch: a cloth, or the problem that a photo alone would get. */
export const UploadBatchItemSchema = z.union([
  z.object({
    file_index: fileIndex,
    cloth_id: IdSchema,
    image_url: FileUrlSchema,
    status: z.literal('uploaded'),
  }),
  z.object({ file_index: fileIndex, problem: ProblemSchema }),
]);

/** The answer of POST /clothes/upload-batch, one item for each photo. */
export const UploadBatchAnswerSchema = z
  .object({ items: z.array(UploadBatchItemSchema) })
  .meta({ id: 'UploadBatchAnswer' });

export type UploadBatchItem = z.infer<typeof UploadBatchItemSchema>;
