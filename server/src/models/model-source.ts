import { MODEL_MANIFEST_FILE } from '@fitroom/shared/schemas/generator-model';
import { fetchOverHttp } from '../platform/fetch-over-http.ts';
import { ModelError } from './model-error.ts';

/** What a source says of a file. */
export type Opened =
  /** Its bytes from `from` on, which may be fewer than were asked to be left out. */
  | { readonly is: 'open'; readonly from: number; readonly body: AsyncIterable<Uint8Array> }
  /** It ends before the byte that was asked for. */
  | { readonly is: 'shorter' };

/** Where the files of a model are: a folder on a web server, a hub or a bucket. */
export interface ModelSource {
  /** For people; holds no secret. */
  readonly address: string;
  /**
   * @param path As the manifest has it, or the manifest's own.
   * @param from First byte wanted.
   * @throws {ModelError} `missing-at-source` or `access-denied`; another error may pass when tried again.
   */
  open(path: string, from: number): Promise<Opened>;
}

/** The hub that most exports are shared on; others are plain addresses. */
const HUB = 'https://huggingface.co';
/** hub:OWNER/NAME, then @REVISION and a folder where they are given. */
const HUB_ADDRESS = /^hub:([\w.-]+\/[\w.-]+?)(?:@([\w.-]+))?(\/[\w./-]*)?$/;

/** Where a model's folder is, however the address was written. */
export type SourceAddress =
  | { readonly kind: 'http'; readonly folder: URL }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

/**
 * Reads the address of a model: `https://…`, `hub:OWNER/NAME[@REVISION][/FOLDER]` or `s3://BUCKET/FOLDER`,
 * of its folder or of the model.json in it.
 *
 * @throws {ModelError} `address-unusable`.
 */
export function readSourceAddress(text: string): SourceAddress {
  const folder = text.endsWith(`/${MODEL_MANIFEST_FILE}`)
    ? text.slice(0, -MODEL_MANIFEST_FILE.length)
    : `${text.replace(/\/+$/, '')}/`;
  const [, repository, revision = 'main', inside = '/'] = HUB_ADDRESS.exec(folder) ?? [];
  if (repository) {
    return { kind: 'http', folder: new URL(`${HUB}/${repository}/resolve/${revision}${inside}`) };
  }
  const url = URL.parse(folder);
  if (url?.protocol === 's3:' && url.hostname) {
    return { kind: 's3', bucket: url.hostname, prefix: decodeURIComponent(url.pathname.slice(1)) };
  }
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) {
    return { kind: 'http', folder: url };
  }
  throw new ModelError(
    'address-unusable',
    'The address of a model is https://…, hub:OWNER/NAME or s3://BUCKET/FOLDER, without a password in it; ' +
      'set FITROOM_MODELS_URL or use --from.',
  );
}

/** Servers that only need a moment. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Files over HTTP, with ranges where the server knows them.
 *
 * @param token Sent to the folder's own origin alone, as `Authorization: Bearer`, and not in the clear; where
 *   that leads on to another origin, it is left out.
 */
export function httpSource(folder: URL, token: string): ModelSource {
  const address = `${folder.origin}${folder.pathname}`;
  return {
    address,
    async open(path, from) {
      const url = new URL(path, folder);
      // A folder's address may carry a signature, which is for every file in it.
      url.search = folder.search;
      const response = await fetchOverHttp(url, {
        redirect: 'follow',
        headers: {
          // Compressed, a range would be one of the compressed bytes.
          'Accept-Encoding': 'identity',
          ...(from > 0 ? { Range: `bytes=${from}-` } : {}),
          ...(token && isPrivate(folder) ? { Authorization: `Bearer ${token}` } : {}),
        },
      });
      const { status, body } = response;
      if (body && (status === 200 || status === 206)) {
        return { is: 'open', from: status === 206 ? rangeStart(response) : 0, body };
      }
      await body?.cancel();
      if (status === 416) return { is: 'shorter' };
      if (status === 401 || status === 403) throw accessDenied(path, address);
      if (PASSING.has(status)) throw new Error(`${address} answers ${status}`);
      throw missingAtSource(path, address, `it answers ${status}`);
    },
  };
}

/** Whether nobody on the way can read along. */
function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function rangeStart(response: Response): number {
  const range = response.headers.get('content-range') ?? '';
  const start = /^bytes (\d+)-/.exec(range)?.[1];
  if (start === undefined) throw new Error(`the server sent a part without saying which: ${range}`);
  return Number(start);
}

export function accessDenied(path: string, address: string): ModelError {
  return new ModelError(
    'access-denied',
    `${address} does not give ${path} to us. Where its terms must be agreed to, do so there, and set FITROOM_MODELS_TOKEN to your token (for s3:// the S3_ keys).`,
  );
}

export function missingAtSource(path: string, address: string, detail: string): ModelError {
  return new ModelError(
    'missing-at-source',
    `${path} is not at ${address} (${detail}). Check FITROOM_MODELS_URL or --from; it is the folder that the exporter wrote.`,
  );
}
