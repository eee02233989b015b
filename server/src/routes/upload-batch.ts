import {
  MOST_BATCH_FILES,
  UploadBatchAnswerSchema,
  type UploadBatchItem,
} from '@fitroom/shared/schemas/upload-batch';
import { createRoute } from '@hono/zod-openapi';
import { describeProblem } from '../http/answer-problem.ts';
import { countMoreWork } from '../http/limit-rate.ts';
import { linksFor } from '../http/link-to.ts';
import type { RateCounter } from '../http/rate-counter.ts';
import { readHeld } from '../http/read-held.ts';
import type { UploadMemory } from '../http/upload-memory.ts';
import { photoStore } from '../photos/photo-store.ts';
import type { AppPorts } from '../services/app-ports.ts';
import { uploadBatch } from '../services/upload-batch.ts';
import { createRouter } from './create-router.ts';
import { formBody, json, problems, userIdField } from './route-parts.ts';

const batchRoute = createRoute({
  method: 'post',
  path: '/clothes/upload-batch',
  tags: ['Clothes'],
  summary: 'Upload several photos at once, a garment each',
  description:
    'Each photo becomes a cloth or gets the problem that it would get alone; the others are not touched by it. ' +
    'user_id goes before the photos: each is then stored as soon as it has come.',
  request: formBody({
    user_id: userIdField,
    file: {
      type: 'array',
      minItems: 1,
      maxItems: MOST_BATCH_FILES,
      items: { type: 'string', format: 'binary' },
      description: `1 to ${MOST_BATCH_FILES} fields of this name, each a photo as upload-image takes it`,
    },
  }),
  responses: {
    201: json(UploadBatchAnswerSchema, 'All stored'),
    207: json(UploadBatchAnswerSchema, 'At least one was not; each item says for itself'),
    ...problems(
      'malformed-upload',
      'foreign-user',
      'body-too-large',
      'unsupported-media-type',
      'schema-mismatch',
      'upload-busy',
    ),
  },
});

/**
 * @param memory bounds what all uploads hold together.
 * @param rates counts each photo as an upload of its own.
 */
export function uploadBatchRoutes(ports: AppPorts, memory: UploadMemory, rates: RateCounter) {
  const countWork = countMoreWork(ports.settings, rates);
  const router = createRouter();
  const forPhotos = { ...ports, store: photoStore(ports.store) };
  router.openAPIRegistry.registerPath(batchRoute);
  router.post(batchRoute.getRoutingPath(), async (context) => {
    const contentType = context.req.header('content-type');
    const outcomes = await readHeld(context, memory, (held) =>
      uploadBatch(forPhotos, context.get('access'), contentType, held?.body ?? null, {
        giveBack: (bytes) => held?.giveBack(bytes),
        countOneMore: () => countWork(context.get('caller')),
      }),
    );
    const linkTo = linksFor(context, ports);
    const items = outcomes.map(
      (outcome, file_index): UploadBatchItem =>
        'row' in outcome
          ? {
              file_index,
              cloth_id: outcome.row.id,
              image_url: linkTo(outcome.row.imageKey),
              status: 'uploaded',
            }
          : { file_index, problem: describeProblem(outcome.error, context, ports.logger) },
    );
    const isWhole = outcomes.every((outcome) => 'row' in outcome);
    return context.json({ items }, isWhole ? 201 : 207);
  });
  return router;
}
