import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeSettings, readSettings, SettingsError } from './read-settings.ts';

test('unset and empty variables take the standard', () => {
  const settings = readSettings({ PORT: '', FITROOM_WORKERS: undefined });
  expect(settings).toMatchObject({ port: 8080, workers: 1, dataFolder: '.data', corsOrigins: [] });
});

test('values are read and brought into one form', () => {
  const settings = readSettings({
    PORT: '3000',
    FITROOM_PUBLIC_URL: 'https://fit.example/',
    FITROOM_CORS_ORIGINS: 'https://a.example/, http://localhost:5173',
  });
  expect(settings).toMatchObject({
    port: 3000,
    publicUrl: 'https://fit.example',
    corsOrigins: ['https://a.example', 'http://localhost:5173'],
  });
});

test('every variable that is wrong is named, its value is not', () => {
  const wrong = { PORT: '99999', FITROOM_CORS_ORIGINS: 'not-a-url', FITROOM_PUBLIC_URL: 'ftp://x' };
  const error = (() => {
    try {
      return readSettings(wrong);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(SettingsError);
  const { message } = error as SettingsError;
  for (const [variable, value] of Object.entries(wrong)) {
    expect(message).toContain(variable);
    expect(message).not.toContain(value);
  }
});

test("the README's table is the table of settings", () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  for (const { variable, standard, meaning } of describeSettings()) {
    const shown = standard === '' ? '' : `\`${standard}\``;
    expect(readme).toContain(`| \`${variable}\` | ${shown} | ${meaning} |`);
  }
});
