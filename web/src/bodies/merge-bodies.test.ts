import { expect, test } from 'vitest';
import type { Body } from './body.ts';
import { mergeBodies } from './merge-bodies.ts';

const own: Body = {
  id: 'slim',
  name: 'Slim',
  heightCm: 168,
  thumbnailUrl: '/own/slim.webp',
  glbUrl: '/own/slim.glb',
  source: { id: 'slim', glbUrl: '/own/slim.glb', recordUrl: '/own/slim.json' },
};
const preset = (id: string) => ({
  id,
  name: `Server ${id}`,
  height_cm: 170,
  gltf_url: `https://files/${id}.glb`,
  thumbnail_url: `https://files/${id}.webp`,
});

test('without a server, or with an empty one, the bundle is the list', () => {
  expect(mergeBodies(null, [own])).toEqual([own]);
  expect(mergeBodies([], [own])).toEqual([own]);
});

test('the server names the bodies, the bundle brings the files it has', () => {
  const [known, foreign] = mergeBodies([preset('slim'), preset('tall')], [own]);
  expect(known).toMatchObject({ name: 'Server slim', heightCm: 170, glbUrl: '/own/slim.glb' });
  expect(known?.source).toEqual(own.source);
  expect(foreign).toMatchObject({ id: 'tall', glbUrl: 'https://files/tall.glb', source: null });
});
