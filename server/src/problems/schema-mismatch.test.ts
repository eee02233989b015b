import { Generate3dRequestSchema } from '@fitroom/shared/schemas/cloth3d';
import { expect, test } from 'vitest';
import { schemaMismatch } from './schema-mismatch.ts';

function mismatchOf(body: unknown) {
  const parsed = Generate3dRequestSchema.safeParse(body);
  if (parsed.success) throw new Error('The body matches the schema.');
  return schemaMismatch(parsed.error.issues);
}

test('every wrong place is named by a JSON Pointer', () => {
  const { errors } = mismatchOf({ model: 'magic', quality: 'med', 'a/b~c': 1, formats: ['fbx'] });
  expect(errors?.map((e) => e.pointer).sort()).toEqual(['/a~1b~0c', '/formats/0', '/model']);
});

test('a body that is no object points to itself', () => {
  expect(mismatchOf([]).errors).toEqual([
    { pointer: '', detail: { en: expect.stringContaining('object'), ko: expect.any(String) } },
  ]);
});
