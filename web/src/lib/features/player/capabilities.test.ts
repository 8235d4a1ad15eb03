import { expect, it } from 'vitest';
import { playableCodecs } from './capabilities';

it('names what the browser does not rule out', () => {
  const answers: Record<string, string> = { 'audio/mpeg': 'maybe', 'audio/ogg; codecs="opus"': 'probably' };
  expect(playableCodecs((type) => answers[type] ?? '')).toEqual(['mp3', 'opus']);
});

it('names nothing to a browser that plays nothing', () => {
  expect(playableCodecs(() => '')).toEqual([]);
});
