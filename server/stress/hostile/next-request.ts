import type { RandomChoices } from '../random-choices.ts';
import { hostileHeaders } from './hostile-headers.ts';
import { hostileImage, type ImageSeeds } from './hostile-images.ts';
import { hostileJson, type JsonSchema } from './hostile-json.ts';
import { hostileLink } from './hostile-links.ts';
import { filePiece, formType, hostileForm, textPiece, writeForm } from './hostile-multipart.ts';
import { wrongMethod, wrongProtocol, wrongTarget } from './hostile-protocol.ts';
import { type HostileRequest, writeRequest } from './hostile-request.ts';
import { hostileId, type KnownThings } from './known-things.ts';

/** One call of the API, as its document names it. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  /** Of its JSON body. */
  readonly body: JsonSchema | null;
  readonly isForm: boolean;
}

/** The API's document as far as it is used here. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedCall>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
}

interface DocumentedCall {
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
  };
}

export interface HostileSource {
  readonly operations: readonly Operation[];
  readonly resolve: (schema: JsonSchema) => JsonSchema;
  readonly known: KnownThings;
  readonly seeds: ImageSeeds;
}

/** Every call that the API's document has. */
export function readOperations(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, calls]) =>
    Object.entries(calls).map(([method, call]) => {
      const content = call.requestBody?.content ?? {};
      return {
        method: method.toUpperCase(),
        path,
        body: content['application/json']?.schema ?? null,
        isForm: 'multipart/form-data' in content,
      };
    }),
  );
}

/** Follows references into the document. */
export const resolverOf =
  (document: ApiDocument) =>
  (schema: JsonSchema): JsonSchema => {
    let found = schema;
    while (found.$ref) {
      const name = found.$ref.slice('#/components/schemas/'.length);
      const next: JsonSchema | undefined = document.components?.schemas?.[name];
      if (!next) throw new Error(`The API's document refers to ${found.$ref}, which it lacks.`);
      found = next;
    }
    return found;
  };

/** The next request of the sequence that the seed gives. */
export function nextRequest(source: HostileSource, random: RandomChoices): HostileRequest {
  const kind = random.weighted({
    call: 30,
    image: 20,
    form: 15,
    link: 12,
    headers: 10,
    method: 5,
    target: 4,
    protocol: 2,
    leaves: 2,
  });
  switch (kind) {
    case 'call':
      return hostileCall(source, random);
    case 'image':
      return imageUpload(source, random);
    case 'form': {
      const form = hostileForm(source.known.photo, random);
      return upload(form.label, form.contentType, form.body, form.isRefused, random);
    }
    case 'link': {
      const { label, target, isRefused } = hostileLink(source.known.links, random);
      const headers = random.chance(0.3) ? hostileHeaders(random) : [];
      const bytes = writeRequest({ method: 'GET', target, headers });
      return { label, bytes, isHead: false, expects: isRefused ? 'refusal' : 'answer' };
    }
    case 'headers': {
      const target = random.chance(0.3)
        ? random.pick(source.known.links)
        : pathOf(random.pick(source.operations), source.known, random);
      const headers = hostileHeaders(random);
      return {
        label: `headers: ${headers.map(([name]) => name)[0]}`,
        bytes: writeRequest({ method: 'GET', target, headers }),
        isHead: false,
        expects: headers.some(([name]) => /^(host|upgrade|expect)$/i.test(name)) ? 'any' : 'answer',
      };
    }
    case 'method':
      return wrongMethod(pathOf(random.pick(source.operations), source.known, random), random);
    case 'target':
      return wrongTarget(random);
    case 'protocol':
      return wrongProtocol(random);
    case 'leaves':
      return leavingClient(source, random);
  }
}

/** A path of the document: with an id that is there, or one that nobody gave out. */
function pathOf({ path }: Operation, known: KnownThings, random: RandomChoices, knownShare = 0.5) {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'key' || !random.chance(knownShare)) return hostileId(random);
    if (path.startsWith('/clothes3d/')) return known.cloth3d;
    return path.startsWith('/session/') ? known.session : known.cloth;
  });
}

function hostileCall(source: HostileSource, random: RandomChoices): HostileRequest {
  // Calls with bodies have more that can be wrong.
  const withBodies = source.operations.filter(({ body }) => body !== null);
  const operation = random.pick(random.chance(0.6) ? withBodies : source.operations);
  const { method, path, body } = operation;
  const { known } = source;
  // What every other request asks for is not deleted.
  const target = pathOf(operation, known, random, method === 'DELETE' ? 0 : 0.5);
  const label = `call: ${method} ${path}`;
  if (!body) {
    const query = random.chance(0.3) ? `?${hostileId(random)}=${hostileId(random)}` : '';
    const bytes = writeRequest({ method, target: target + query });
    return { label, bytes, isHead: false, expects: 'answer' };
  }
  const json = hostileJson(body, source.resolve, random, {
    cloth3d_id: random.chance(0.7) ? known.cloth3d : 'none',
    avatar_preset_id: random.pick(['slim', 'regular', 'curvy', 'none']),
  });
  const type = random.chance(0.9)
    ? 'application/json'
    : random.pick([
        'text/plain',
        'application/json; charset=utf-16',
        'application/xml',
        '',
        'application/jsonx',
      ]);
  const bytes = writeRequest({
    method,
    target,
    headers: { 'Content-Type': type },
    body: json.text,
    ...(random.chance(0.2) ? { length: 'chunked' as const } : {}),
  });
  return { label: json.label, bytes, isHead: false, expects: 'answer' };
}

function imageUpload({ seeds }: HostileSource, random: RandomChoices): HostileRequest {
  const image = hostileImage(seeds, random);
  const place = random.chance(0.9) ? 'file' : 'back_file';
  const other = place === 'file' ? [] : [filePiece('file', seeds.png)];
  const body = writeForm([
    textPiece('user_id', 'mallory'),
    ...other,
    filePiece(place, image.bytes),
  ]);
  const isAlone = other.length > 0 || random.chance(0.7);
  if (isAlone) return upload(image.label, formType, body, false, random);
  // Beside one that is taken, which must not suffer from it.
  const batch = writeForm([
    textPiece('user_id', 'mallory'),
    filePiece('file', image.bytes),
    filePiece('file', seeds.png),
  ]);
  return upload(`batch: ${image.label}`, formType, batch, false, random, '/clothes/upload-batch');
}

function upload(
  label: string,
  contentType: string,
  body: Buffer,
  isRefused: boolean,
  random: RandomChoices,
  target = '/clothes/upload-image',
): HostileRequest {
  const length = random.chance(0.2) ? { length: 'chunked' as const } : {};
  return {
    label,
    bytes: writeRequest({
      method: 'POST',
      target,
      headers: { 'Content-Type': contentType },
      body,
      ...length,
    }),
    isHead: false,
    expects: isRefused ? 'refusal' : 'answer',
  };
}

/** A request that ends in the middle: its client goes away. */
function leavingClient({ known }: HostileSource, random: RandomChoices): HostileRequest {
  const body = writeForm([textPiece('user_id', 'mallory'), filePiece('file', known.photo)]);
  const whole = writeRequest({
    method: 'POST',
    target: random.pick(['/clothes/upload-image', '/clothes/upload-batch']),
    headers: { 'Content-Type': formType },
    body,
  });
  const bytes = whole.subarray(0, random.whole(1, whole.length - 1));
  return { label: 'client leaves', bytes, isHead: false, expects: 'any' };
}
