import { JOB_LINES } from '@fitroom/shared/messages/job-lines';
import { Cloth3dSchema } from '@fitroom/shared/schemas/cloth3d';
import { ModelListSchema } from '@fitroom/shared/schemas/model-info';
import { ProblemSchema } from '@fitroom/shared/schemas/problem';
import { expect, test } from 'vitest';
import { commonHarness, plainPhoto, startHarness } from './api-harness.ts';
import { problemOf, start } from './api-jobs-fixture.ts';

const KOREAN = { 'Accept-Language': 'ko-KR,ko;q=0.9,en;q=0.5' };
const common = commonHarness();

test('a problem is told in the language that the client asks for, and caches are told too', async () => {
  const { send } = await startHarness({
    environment: { FITROOM_CORS_ORIGINS: 'https://shop.example' },
  });
  const ask = async (headers: Record<string, string>) => {
    const response = await send('/clothes/none', { headers });
    const { title, detail, code } = ProblemSchema.parse(await response.json());
    return { headers: response.headers, title, detail, code };
  };
  const korean = await ask({ ...KOREAN, Origin: 'https://shop.example' });
  expect(korean.title).toBe('여기에는 아무것도 없어요.');
  expect(korean.detail).toMatch(/지워졌을 수 있어요/);
  expect(korean.headers.get('content-language')).toBe('ko');
  expect(korean.headers.get('vary')).toMatch(/Accept-Language/);
  expect(korean.headers.get('vary')).toMatch(/Origin/);
  for (const wish of [{}, { 'Accept-Language': 'fr' }, { 'Accept-Language': 'en, ko;q=0.9' }]) {
    const english = await ask(wish);
    expect(english.title).toBe('There is nothing here.');
    expect(english.headers.get('content-language')).toBe('en');
  }
});

test('sentences with values have the values, and every wrong place is told', async () => {
  const { harness, cloth_id } = await start();
  const wrong = { model: 'magic', quality: 'med', known_width_cm: 900, qualty: 1, texture_px: 'x' };
  const response = await harness.send(`/clothes/${cloth_id}/generate-3d`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...KOREAN },
    body: JSON.stringify(wrong),
  });
  const { errors = [], detail } = await problemOf(response);
  expect(errors.length).toBe(4);
  for (const error of errors) expect(error.detail).toMatch(/[가-힣]{2}.*\.$/);
  expect(errors.find(({ pointer }) => pointer === '/known_width_cm')?.detail).toBe(
    '250 이하여야 해요.',
  );
  expect(detail).toContain('/qualty: 그런 필드는 없어요.');

  const body = new FormData();
  body.set('user_id', 'ann');
  body.set('file', new Blob([new Uint8Array(await plainPhoto(20, 900))]), 'a.jpg');
  const upload = { method: 'POST', body, headers: KOREAN };
  const refused = await problemOf(await harness.send('/clothes/upload-image', upload));
  expect(refused.detail).toBe('사진이 20 x 900픽셀이에요. 가로세로가 각각 64픽셀 이상이어야 해요.');
});

test.each([
  ['GET', '/sessions?user_id=ann&cursor=x', undefined, '/cursor: 이 API가 준 next_cursor가'],
  ['GET', '/sessions', undefined, '/user_id: 누구의 것인지'],
  ['GET', '/session/none', undefined, '그 id의 세션이 없어요.'],
  ['POST', '/webhooks', { url: 'http://a.example', events: [] }, '/events: 1개 이상이어야 해요.'],
  [
    'POST',
    '/clothes/upload-image',
    {},
    'file과 user_id 필드를 보내 주세요. 온 것: application/json',
  ],
  ['POST', '/clothes/upload-batch', new FormData(), '/user_id: 누구의 사진인지 적어 주세요.'],
])('%s %s: what is wrong is said in Korean, with its values', async (method, path, body, said) => {
  const { send } = common();
  const isForm = body instanceof FormData;
  const response = await send(path, {
    method,
    headers: { ...KOREAN, ...(!isForm && { 'Content-Type': 'application/json' }) },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  });
  expect((await problemOf(response)).detail).toContain(said);
});

test('a job is told in it too, in its state, its events and where it is needed later', async () => {
  const { hand, harness, generate } = await start();
  const { cloth3d_id } = await generate();
  const { listener } = await hand.next();
  listener.progress('drape', 0.5);
  listener.log(JOB_LINES.categoryFound('skirt', 'detected', 0.914));
  listener.log('words of one language');
  const read = async (path: string, headers = {}) =>
    Cloth3dSchema.partial().parse(await (await harness.send(path, { headers })).json());
  const path = `/clothes3d/${cloth3d_id}`;
  await expect.poll(async () => (await read(path)).log).toContain('one language');
  expect(await read(path)).toMatchObject({
    stage: 'drape',
    stage_text: 'Draping the cloth',
    log: 'category: skirt (detected, 0.91)\nwords of one language\n',
  });
  expect(await read(path, KOREAN)).toMatchObject({
    stage: 'drape',
    stage_text: '천을 드리우는 중',
    log: '종류: 치마 (사진에서 알아냄, 0.91)\nwords of one language\n',
  });
  await harness.client.cancelCloth3d(cloth3d_id);
  const state = await harness.send(`/clothes3d/${cloth3d_id}`, { headers: KOREAN });
  expect(state.headers.get('content-language')).toBe('ko');
  const { error } = (await state.json()) as { error: unknown };
  expect(error).toEqual({ code: 'cancelled', detail: '작업이 취소됐어요.' });
  const events = await harness.send(`/clothes3d/${cloth3d_id}/events`, { headers: KOREAN });
  expect(await events.text()).toContain('작업이 취소됐어요.');
  const english = await harness.client.getCloth3d(cloth3d_id);
  expect(english.error?.detail).toBe('The job was cancelled.');
  expect(english.log).toMatch(/\nThe job was cancelled\.\n$/);

  const refused = await harness.send('/fit', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...KOREAN },
    body: JSON.stringify({ cloth3d_id, avatar_preset_id: 'slim' }),
  });
  const { detail, log } = await problemOf(refused);
  expect(detail).toBe('이 3D 옷은 만들지 못했어요. 작업이 취소됐어요.');
  expect(log).toMatch(/^종류: 치마 .*작업이 취소됐어요\.\n$/s);

  const models = await harness.send('/models', { headers: KOREAN });
  expect(models.headers.get('content-language')).toBe('ko');
  const reasons = ModelListSchema.parse(await models.json()).map(({ reason }) => reason);
  expect(reasons).toContainEqual(
    expect.stringMatching(/^triposr 가중치가 필요해요.*명령.*: npm run -s fitroom -- models pull/),
  );
});
