import { type Language, negotiateLanguage } from '@fitroom/shared/messages/language';
import type { Context } from 'hono';

/**
 * The language that a client wishes its messages in, and the headers that say so: Content-Language, and Vary
 * for caches.
 */
export function answerLanguage(context: Context): Language {
  const language = negotiateLanguage(context.req.header('accept-language'));
  context.header('Content-Language', language);
  context.header('Vary', 'Accept-Language', { append: true });
  return language;
}
