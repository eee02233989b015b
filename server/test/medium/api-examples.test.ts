import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApiClient } from '@fitroom/shared/client/api-client';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { runKeys } from '../../src/cli/run-keys.ts';
import { EXAMPLES } from '../../src/openapi/examples.ts';
import { isProgram } from '../services/programs.ts';
import { handRunner, plainPhoto, startHarness, temporaryFolder } from './api-harness.ts';
import { FITTED, GENERATED } from './api-jobs-fixture.ts';

const OpenApi = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        'x-codeSamples': z.array(
          z.object({ lang: z.string(), label: z.string(), source: z.string() }),
        ),
      }),
    ),
  ),
});

const { createRunner } = handRunner();

async function makeKey(dataFolder: string): Promise<string> {
  const printed: string[] = [];
  const output = { result: (text: string) => printed.push(text), remark: () => {} };
  await runKeys(['create', '--tenant', 'shop'], { FITROOM_DATA: dataFolder }, output);
  return printed.join('').trim();
}

async function documented(send: (path: string) => Promise<Response>) {
  const { paths } = OpenApi.parse(await (await send('/openapi.json')).json());
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        `${method.toUpperCase()} ${path}`,
        operation['x-codeSamples'][0]?.source ?? '',
      ]),
    ),
  );
}

test.skipIf(!isProgram('jq') || !isProgram('curl')).each([
  ['in the open', { FITROOM_WEBHOOKS: 'open' }],
  ['with a key', { FITROOM_AUTH: 'keys' }],
] as [string, Record<string, string>][])(
  'every call has an example, and typed in a shell in their order all of them succeed, %s',
  async (_, environment) => {
    const hand = handRunner();
    const harness = await startHarness({
      createRunner: hand.createRunner,
      environment: { ...environment, FITROOM_WEBHOOKS_ALLOW_PRIVATE: 'true' },
    });
    const key = await makeKey(harness.dataFolder);
    const samples = await documented(harness.send);
    expect([...samples.keys()].sort()).toEqual(EXAMPLES.map(({ call }) => call).sort());

    const folder = temporaryFolder();
    writeFileSync(join(folder, 'shirt.jpg'), await plainPhoto());
    // What the first bytes say; nobody looks further here.
    writeFileSync(join(folder, 'dress.glb'), 'glTF');
    // A call that is answered with a problem ends the shell, and so does a field that is not there.
    const script = [
      'set -euo pipefail',
      'curl() { command curl -S --fail-with-body "$@"; }',
      'jq() { command jq -e "$@"; }',
      ...EXAMPLES.map(({ call }) => `echo; echo "== ${call}"\n${samples.get(call)}`),
    ].join('\n');
    const shell = spawn('bash', ['-c', script], {
      cwd: folder,
      env: { ...process.env, FITROOM: harness.address, FITROOM_KEY: key },
    });
    let output = '';
    shell.stdout.on('data', (chunk) => {
      output += chunk;
    });
    shell.stderr.on('data', (chunk) => {
      output += chunk;
    });
    // The two jobs that are followed; the others wait until they are cancelled.
    void hand.next().then((task) => task.finish(GENERATED));
    void hand.next().then((task) => task.finish(FITTED));
    const [code] = await once(shell, 'exit');
    expect([code, code === 0 ? '' : output]).toEqual([0, '']);
    for (const call of samples.keys()) expect(output).toContain(`== ${call}`);
    const result = /== GET \/session\/\{id\}\/result\n(.*)\n/.exec(output)?.[1] ?? '';
    expect(JSON.parse(result)).toMatchObject({
      status: 'done',
      avatar_preset_id: 'regular',
      fitted_gltf_url: expect.stringContaining('/files/'),
    });
  },
);

test('bodies in the document match the schemas that they stand beside', async () => {
  const { send, sendJson } = await startHarness({ createRunner });
  const document = (await (await send('/openapi.json')).json()) as {
    paths: Record<
      string,
      Record<string, { requestBody?: { content: Record<string, { example?: unknown }> } }>
    >;
  };
  for (const path of ['/fit', '/outfit', '/clothes/{id}/generate-3d']) {
    const content = document.paths[path]?.post?.requestBody?.content['application/json'];
    expect(content?.example, path).toBeDefined();
    // The garments do not exist; a body that did not match would be a 422.
    const response = await sendJson(path.replace('{id}', 'none'), content?.example);
    expect([path, response.status]).toEqual([path, 404]);
  }
});

test('the document tells receivers of webhooks what comes', async () => {
  const { send } = await startHarness({ createRunner });
  const document = await (await send('/openapi.json')).json();
  expect(document).toMatchObject({
    webhooks: {
      '/jobEnded': {
        post: {
          requestBody: {
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/WebhookEvent' } },
            },
          },
        },
      },
    },
  });
});

test('the page for people shows them', async () => {
  const { send } = await startHarness({ createRunner });
  const page = await (await send('/docs')).text();
  expect(page).toContain('-F file=@shirt.jpg');
  expect(page).toContain('FITROOM=http');
  expect(page.match(/<pre><code>[A-Z0-9_]*=?\$?\(?curl/g)?.length).toBeGreaterThanOrEqual(
    EXAMPLES.length - 1,
  );
});

test('every call of the document can be made with the typed client', async () => {
  const { send } = await startHarness({ createRunner });
  const made = new Set<string>();
  const client = createApiClient({
    baseUrl: '',
    async fetch(url, init) {
      const path = url
        .replace(/\?.*/, '')
        .replace(/^(\/\w+)\/ID/, '$1/{id}')
        .replace(/^\/files\/.*/, '/files/{key}');
      made.add(`${init?.method ?? 'GET'} ${path}`);
      return new Response('{}', { status: 404 });
    },
    sleep: () => Promise.resolve(),
  });
  const ask = { model: 'panels', quality: 'low' } as const;
  const worn = { cloth3d_id: 'ID', avatar_preset_id: 'slim' };
  const garments = [{ cloth3d_id: 'ID' }, { cloth3d_id: 'ID2' }];
  const seen = () => {};
  const calls: { readonly [Name in keyof typeof client]: () => Promise<unknown> } = {
    uploadImage: () =>
      client.uploadImage({ userId: 'ann', photo: new Uint8Array(1), mimeType: 'image/png' }),
    uploadBatch: () =>
      client.uploadBatch({
        userId: 'ann',
        photos: [{ bytes: new Uint8Array(1), mimeType: 'image/png' }],
      }),
    uploadMesh: () => client.uploadMesh({ userId: 'ann', mesh: new Uint8Array(1) }),
    listClothes: () => client.listClothes({ userId: 'ann' }),
    getCloth: () => client.getCloth('ID'),
    deleteCloth: () => client.deleteCloth('ID'),
    generate3d: () => client.generate3d('ID', ask),
    listClothes3d: () => client.listClothes3d({}),
    getCloth3d: () => client.getCloth3d('ID'),
    deleteCloth3d: () => client.deleteCloth3d('ID'),
    cancelCloth3d: () => client.cancelCloth3d('ID'),
    watchCloth3d: () => client.watchCloth3d('ID', seen),
    listAvatarPresets: () => client.listAvatarPresets(),
    listModels: () => client.listModels(),
    fit: () => client.fit(worn),
    wearOutfit: () => client.wearOutfit({ garments, avatar_preset_id: 'slim' }),
    listSessions: () => client.listSessions({ limit: 5, cursor: 'a' }),
    getSession: () => client.getSession('ID'),
    getSessionResult: () => client.getSessionResult('ID'),
    deleteSession: () => client.deleteSession('ID'),
    cancelSession: () => client.cancelSession('ID'),
    watchSession: () => client.watchSession('ID', seen),
    createWebhook: () => client.createWebhook({ url: 'https://shop.example' }),
    listWebhooks: () => client.listWebhooks(),
    listDeliveries: () => client.listDeliveries('ID'),
    deleteWebhook: () => client.deleteWebhook('ID'),
    fetchBytes: () => client.fetchBytes('/files/clothes/ID/original.jpg?expires=1&signature=a'),
    getHealth: () => client.getHealth(),
    getReadiness: () => client.getReadiness(),
    getMetrics: () => client.getMetrics(),
    isReady: () => client.isReady(),
  };
  for (const call of Object.values(calls)) await call().catch(() => undefined);
  expect([...made].sort()).toEqual([...(await documented(send)).keys()].sort());
});
