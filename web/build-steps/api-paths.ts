/**
 * Addresses that belong to the API where it shares an origin with the app:
 * never answered with the app's page offline, and passed on to the API in development.
 */
export const API_PATHS: RegExp[] = [
  /^\/clothes(\/|$)/,
  /^\/clothes3d(\/|$)/,
  /^\/avatar-presets(\/|$)/,
  /^\/(fit|outfit)$/,
  /^\/session(\/|$)/,
  /^\/models(\/|$)/,
  /^\/files\//,
  /^\/(healthz|readyz|metrics|docs)$/,
  /^\/openapi\.json$/,
];
