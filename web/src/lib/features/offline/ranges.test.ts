import { describe, expect, it } from 'vitest';
import { answerPart, partOf } from './ranges';

describe('a range of a stored file', () => {
  it.each([
    [null, 200, 0, 100],
    ['bytes=0-', 206, 0, 100],
    ['bytes=0-0', 206, 0, 1],
    ['bytes=10-19', 206, 10, 20],
    ['bytes=90-500', 206, 90, 100],
    ['bytes=-10', 206, 90, 100],
    ['bytes=-500', 206, 0, 100],
    ['bytes=100-', 416, 0, 0],
    ['bytes=-0', 416, 0, 0],
    // Not understood, and therefore answered whole.
    ['bytes=20-10', 200, 0, 100],
    ['bytes=0-1,5-6', 200, 0, 100],
    ['bytes=-', 200, 0, 100],
    ['bytes=a-b', 200, 0, 100],
    ['seconds=0-1', 200, 0, 100],
  ])('%s is %i from %i to %i', (header, status, start, end) => {
    expect(partOf(header, 100)).toEqual({ status, start, end });
  });

  it('carries its bytes and says which they are', async () => {
    const file = new Blob([new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])]);
    const answer = answerPart('bytes=3-5', file, 'audio/ogg');
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([3, 4, 5]);
    expect(answer.status).toBe(206);
    expect(answer.headers.get('Content-Range')).toBe('bytes 3-5/10');
    expect(answer.headers.get('Content-Length')).toBe('3');
    expect(answer.headers.get('Content-Type')).toBe('audio/ogg');
  });

  it('beyond the end has no bytes', async () => {
    const answer = answerPart('bytes=10-', new Blob(['0123456789']), 'audio/ogg');
    expect(answer.status).toBe(416);
    expect(answer.headers.get('Content-Range')).toBe('bytes */10');
    expect((await answer.arrayBuffer()).byteLength).toBe(0);
  });

  it('is the whole file when none is asked for', async () => {
    const answer = answerPart(null, new Blob(['0123456789']), 'audio/ogg');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Accept-Ranges')).toBe('bytes');
    expect(await answer.text()).toBe('0123456789');
  });
});
