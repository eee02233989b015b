import { Generate3dRequestSchema } from '@fitroom/shared/schemas/cloth3d';
import { expect, test } from 'vitest';
import { FIRST_WISHES } from '../room/room-state.ts';
import { generationRequest } from './generation-request.ts';

test.each(['panels', 'triposr'] as const)(
  'a garment by %s is shown as far off the skin as wished, and nothing is said where that is the usual',
  (generator) => {
    const wishes = { ...FIRST_WISHES, generator };
    const asked = generationRequest({ ...wishes, offsetMm: 3.5 }, false);
    expect(asked.offset_mm).toBe(3.5);
    expect(Generate3dRequestSchema.parse(asked)).toEqual(asked);
    expect(generationRequest(wishes, false)).not.toHaveProperty('offset_mm');
  },
);
