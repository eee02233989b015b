import { createMiddleware } from 'hono/factory';

/**
 * What the app's pages and workers may load. Inline scripts are not among it; WASM (cloth, network) needs
 * 'wasm-unsafe-eval', three's DRACO decoder and glTF textures come as blob: URLs, and libraries
 * set style attributes.
 */
export function pagePolicy(otherOrigins: readonly string[]): string {
  const others = otherOrigins.map((origin) => ` ${origin}`).join('');
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    `img-src 'self' blob: data:${others}`,
    // The hub and the hosts that its downloads are on: asked only when a user chose a model from there.
    `connect-src 'self' blob: data:${others} https://huggingface.co https://*.huggingface.co https://*.hf.co`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** For everything that is not a page: nothing in it may run. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** COOP and COEP make pages cross-origin isolated (threads in WASM). */
const STANDING: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'geolocation=(), microphone=(), payment=(), usb=()',
  'Cache-Control': 'no-store',
};

/** Headers of an answer that is no page and comes from outside the app. */
export const DATA_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': DATA_POLICY,
  ...STANDING,
};

export interface HeaderOptions {
  /** Where the app calls and links to files lead, beside this server. */
  readonly otherOrigins: readonly string[];
  /** Whether clients see this server at an https address: then they are told to stay there. */
  readonly isHttps: boolean;
}

/**
 * Headers of every answer; answers are for this origin alone unless their route says otherwise (files
 * do).
 */
export function securityHeaders({ otherOrigins, isHttps }: HeaderOptions) {
  const policy = pagePolicy(otherOrigins);
  const standing = Object.entries({
    ...STANDING,
    ...(isHttps && { 'Strict-Transport-Security': 'max-age=31536000' }),
  });
  return createMiddleware(async (context, next) => {
    await next();
    const { headers } = context.res;
    const setDefault = (name: string, value: string) => {
      if (!headers.has(name)) headers.set(name, value);
    };
    // A worker runs under the policy of its own script, not under its page's.
    const isCode = /^text\/(html|javascript)/.test(headers.get('content-type') ?? '');
    setDefault('Content-Security-Policy', isCode ? policy : DATA_POLICY);
    for (const [name, value] of standing) setDefault(name, value);
  });
}
