import { expect, it } from 'vitest';
import { impulseResponse, ROOMS } from './rooms';

const energy = (samples: Float32Array) => samples.reduce((sum, x) => sum + x * x, 0);

it.each(ROOMS)('%s has energy one in each ear, and two different ears', (name) => {
  const [left, right] = impulseResponse(name, 16_000);
  expect(energy(left)).toBeCloseTo(1, 4);
  expect(energy(right)).toBeCloseTo(1, 4);
  const common = left.reduce((sum, x, i) => sum + x * right[i]!, 0);
  expect(Math.abs(common)).toBeLessThan(0.7);
});

it('is the same room each time', () => {
  expect(impulseResponse('club', 16_000)).toEqual(impulseResponse('club', 16_000));
});
