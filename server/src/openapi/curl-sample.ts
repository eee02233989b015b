import type { CallExample } from './examples.ts';

/** In single quotes, the names in it outside of them: `'{"id":"'"$ID"'"}'`. */
const quoted = (text: string) =>
  `'${text.replaceAll("'", `'\\''`).replace(/\$[A-Z][A-Z0-9_]*/g, `'"$&"'`)}'`;

/** The lines of a shell that make the call of an example; the server's address is `$FITROOM`. */
export function curlSample(example: CallExample): string {
  const lines = (example.before ?? []).map(curlSample);
  return [...lines, example.shell ?? curlLine(example)].join('\n');
}

function curlLine({ call, path = {}, json, form, keep }: CallExample): string {
  const [method = '', pattern = ''] = call.split(' ');
  const address = pattern.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? '');
  const streams = pattern.endsWith('/events');
  const parts = [
    `curl -s${streams ? 'N' : ''}`,
    // -d and -F make it a POST.
    ...(method === 'GET' || json !== undefined || form ? [] : [`-X ${method}`]),
    `"$FITROOM${address}"`,
    ...Object.entries(form ?? {}).map(([name, value]) => `-F ${name}=${value}`),
    ...(json === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(json))}`]),
  ];
  const line = parts.join(' ');
  return keep ? `${keep.as}=$(${line} | jq -r .${keep.field})` : line;
}
