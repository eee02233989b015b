import { createMiddleware } from 'hono/factory';

/**
 * What the app's pages and workers may load. Inline scripts are not among it; WASM (cloth, network) needs
 * 'wasm-unsafe-eval', three's DRACO decoder and glTF textures come as blob: URLs, and libraries
 * set style attributes.
 */
const pagePolicy = (files: string) =>
  [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    `img-src 'self' blob: data:${files}`,
    // The hub and the hosts that its downloads are on: asked only when a user chose a model from there.
    `connect-src 'self' blob: data:${files} https://huggingface.co https://*.huggingface.co https://*.hf.co`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** For everything that is not a page: nothing in it may run. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/**
 * Headers of every answer. COOP and COEP make pages cross-origin isolated (threads in WASM); answers
 * are for this origin alone unless their route says otherwise (files do).
 *
 * @param filesOrigin where links to files lead when not to this server, or null.
 */
export function securityHeaders(filesOrigin: string | null) {
  const policy = pagePolicy(filesOrigin ? ` ${filesOrigin}` : '');
  return createMiddleware(async (context, next) => {
    await next();
    const { headers } = context.res;
    const setDefault = (name: string, value: string) => {
      if (!headers.has(name)) headers.set(name, value);
    };
    // A worker runs under the policy of its own script, not under its page's.
    const isCode = /^text\/(html|javascript)/.test(headers.get('content-type') ?? '');
    setDefault('Content-Security-Policy', isCode ? policy : DATA_POLICY);
    setDefault('Cross-Origin-Opener-Policy', 'same-origin');
    setDefault('Cross-Origin-Embedder-Policy', 'require-corp');
    setDefault('Cross-Origin-Resource-Policy', 'same-origin');
    setDefault('X-Content-Type-Options', 'nosniff');
    setDefault('Referrer-Policy', 'no-referrer');
    setDefault('Permissions-Policy', 'geolocation=(), microphone=(), payment=(), usb=()');
    setDefault('Cache-Control', 'no-store');
  });
}
