import { SETTINGS, type Settings } from './settings.ts';

/** Variables that cannot be used; the message lists all of them, names and reasons, no values. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(
      `These settings cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}\n` +
        'Correct or unset them and start again; server/README.md lists every setting.',
    );
    this.name = 'SettingsError';
  }
}

/**
 * Reads the settings once. An empty variable counts as unset: that is how compose files leave out.
 *
 * @throws {SettingsError} naming every variable that is wrong.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const [name, { variable, schema }] of Object.entries(SETTINGS)) {
    const parsed = schema.safeParse(environment[variable] || undefined);
    if (parsed.success) settings[name] = parsed.data;
    else problems.push(`${variable}: ${parsed.error.issues.map((i) => i.message).join('; ')}`);
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return Object.freeze(settings) as Settings;
}

/** The rows of the README's table of settings. */
export function describeSettings(): { variable: string; standard: string; meaning: string }[] {
  return Object.values(SETTINGS).map(({ variable, meaning, schema }) => ({
    variable,
    standard: String(schema.parse(undefined)),
    meaning,
  }));
}
