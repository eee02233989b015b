import { AvatarPresetListSchema } from '@fitroom/shared/schemas/avatar-preset';
import { ModelListSchema } from '@fitroom/shared/schemas/model-info';
import { createRoute } from '@hono/zod-openapi';
import { answerLanguage } from '../http/language-of.ts';
import { linksFor } from '../http/link-to.ts';
import { listPresets } from '../records/presets.ts';
import type { AppPorts } from '../services/app-ports.ts';
import { listModels } from '../services/list-models.ts';
import { presentPreset } from '../services/present.ts';
import { createRouter } from './create-router.ts';
import { json } from './route-parts.ts';

const tags = ['Catalogue'];

const presetsRoute = createRoute({
  method: 'get',
  path: '/avatar-presets',
  tags,
  summary: 'The bodies to dress',
  responses: { 200: json(AvatarPresetListSchema, 'The presets') },
});

const modelsRoute = createRoute({
  method: 'get',
  path: '/models',
  tags,
  summary:
    'The generators: licence, and whether each can run here; the one to offer first comes first',
  responses: { 200: json(ModelListSchema, 'The generators') },
});

export function catalogueRoutes(ports: AppPorts) {
  return createRouter()
    .openapi(presetsRoute, async (context) => {
      const linkTo = linksFor(context, ports);
      const rows = await listPresets(ports.database);
      return context.json(
        rows.map((row) => presentPreset(row, linkTo)),
        200,
      );
    })
    .openapi(modelsRoute, async (context) =>
      context.json(await listModels(ports, answerLanguage(context)), 200),
    );
}
