import { OutfitRequestSchema } from '@fitroom/shared/schemas/outfit';
import { createRoute } from '@hono/zod-openapi';
import type { AppPorts } from '../services/app-ports.ts';
import { requestOutfit } from '../services/request-outfit.ts';
import { createRouter } from './create-router.ts';
import { dressingCall } from './route-parts.ts';

const outfitRoute = createRoute({
  method: 'post',
  path: '/outfit',
  tags: ['Fitting sessions'],
  summary: 'Put several 3D garments on an avatar at once',
  description:
    'Garments are named inner to outer. Skirts and trousers go under the tops, and over a tucked one. The ' +
    'session is read, followed, cancelled and deleted as that of one garment; what its garments are and ' +
    'how each fits is in its fields `outfit` and `outfit_report`.',
  ...dressingCall(OutfitRequestSchema, 'garments'),
});

export function outfitRoutes(ports: AppPorts) {
  return createRouter().openapi(outfitRoute, async (context) => {
    const id = await requestOutfit(ports, context.get('access'), context.req.valid('json'));
    return context.json({ fitting_session_id: id, status: 'processing' as const }, 202);
  });
}
