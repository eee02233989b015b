import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import manifest from '../manifest.json' with { type: 'json' };
import { locateModel } from './locate-model.ts';

test('every model of the manifest is installed with the bytes that it names', () => {
  for (const model of manifest.models) {
    const bytes = readFileSync(locateModel(model.name));
    expect(bytes.length, model.name).toBe(model.bytes);
    expect(createHash('sha256').update(bytes).digest('hex'), model.name).toBe(model.sha256);
  }
});

test('an unknown model is named in the error', () => {
  expect(() => locateModel('nothing')).toThrow('nothing');
});
