import { expect, test } from 'vitest';
import { createStreamRoom } from './stream-room.ts';

test('a client has so many streams at once and no more, others have their own', () => {
  const room = createStreamRoom(2);
  const leave = room.enter('a');
  room.enter('a');
  expect(() => room.enter('a')).toThrow(
    expect.objectContaining({ code: 'rate-limited', retryAfterSeconds: 30 }),
  );
  room.enter('b');
  leave();
  leave();
  room.enter('a');
  expect(() => room.enter('a')).toThrow('2 event streams');
});
