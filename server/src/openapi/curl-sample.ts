import type { CallExample } from './examples.ts';

/** In single quotes, the names in it outside of them: `'{"id":"'"$ID"'"}'`. */
const quoted = (text: string) =>
  `'${text.replaceAll("'", `'\\''`).replace(/\$[A-Z][A-Z0-9_]*/g, `'"$&"'`)}'`;

/** Where a shell has the key, where one is needed. */
export const KEY_IN_SHELL = '$FITROOM_KEY';

/**
 * The lines of a shell that make the call of an example; the server's address is `$FITROOM`.
 *
 * @param key what stands for the key in the shell; left out: none is sent.
 */
export function curlSample(example: CallExample, key?: string): string {
  const lines = (example.before ?? []).map((earlier) => curlSample(earlier, key));
  return [...lines, example.shell ?? curlLine(example, key)].join('\n');
}

function curlLine(example: CallExample, key?: string): string {
  const { call, path = {}, query = {}, json, form, keep } = example;
  const [method = '', pattern = ''] = call.split(' ');
  const address = pattern.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? '');
  const search = Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const streams = pattern.endsWith('/events');
  const parts = [
    `curl -s${streams ? 'N' : ''}`,
    // -d and -F make it a POST.
    ...(method === 'GET' || json !== undefined || form ? [] : [`-X ${method}`]),
    `"$FITROOM${address}${search && `?${search}`}"`,
    ...(key ? [`-H "Authorization: Bearer ${key}"`] : []),
    ...Object.entries(form ?? {}).flatMap(([name, value]) =>
      [value].flat().map((one) => `-F ${name}=${one}`),
    ),
    ...(json === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(json))}`]),
  ];
  const line = parts.join(' ');
  return keep ? `${keep.as}=$(${line} | jq -r .${keep.field})` : line;
}
