import { expect, test } from 'vitest';
import { describeError } from './describe-error.ts';

test('an error is told with its causes, without what libraries hang onto it', () => {
  const answer = Object.assign(new Error('SignatureDoesNotMatch'), {
    code: 'AccessDenied',
    StringToSign: 'AKIA123/secret',
    SignatureProvided: 'abcdef',
  });
  const described = describeError(new Error('The store refused.', { cause: answer }));
  expect(described).toMatchObject({
    type: 'Error',
    message: 'The store refused.',
    cause: { code: 'AccessDenied', message: 'SignatureDoesNotMatch' },
  });
  expect(JSON.stringify(described)).not.toMatch(/secret|abcdef|StringToSign/);
});

test.each([
  [
    'GET https://s3.example/b/k?X-Amz-Signature=abc&X-Amz-Date=1 failed',
    'GET https://s3.example/b/k?… failed',
  ],
  ['/files/a/b.glb?expires=1&signature=abc', '/files/a/b.glb?…'],
  ['connect postgres://fitroom:hunter2@db:5432/fitroom', 'connect postgres://…@db:5432/fitroom'],
  ['redis://:hunter2@queue', 'redis://…@queue'],
  ['What now? Nothing.', 'What now? Nothing.'],
])('%s', (message, told) => {
  expect(describeError(new Error(message))).toMatchObject({ message: told });
  expect(JSON.stringify(describeError(new Error(message)))).not.toMatch(/hunter2|abc/);
});

test('what is no error, and an endless chain, are told too', () => {
  expect(describeError('a?b=c')).toBe('a?…');
  const endless = new Error('again');
  endless.cause = endless;
  expect(JSON.stringify(describeError(endless)).match(/"message"/g)?.length).toBe(6);
});
