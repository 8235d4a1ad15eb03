import { expect, it } from 'vitest';
import { orbit, placeAt, widthShares } from './surround';

it('counts angles clockwise from straight ahead', () => {
  expect(placeAt(0)).toMatchObject({ x: 0, z: -1 });
  expect(placeAt(90).x).toBeCloseTo(1);
  expect(placeAt(-90).x).toBeCloseTo(-1);
  expect(placeAt(180).z).toBeCloseTo(1);
});

it('turns around the head', () => {
  for (const [angle, turn] of [
    [45, 30],
    [-45, 200],
  ] as const) {
    const { cosine, sine } = orbit(angle);
    const phi = (turn * Math.PI) / 180;
    const there = placeAt(angle + turn);
    expect(cosine.x * Math.cos(phi) + sine.x * Math.sin(phi)).toBeCloseTo(there.x);
    expect(cosine.z * Math.cos(phi) + sine.z * Math.sin(phi)).toBeCloseTo(there.z);
  }
});

it('narrows to mono and widens', () => {
  expect(widthShares(0)).toEqual({ own: 0.5, other: 0.5 });
  expect(widthShares(1)).toEqual({ own: 1, other: 0 });
});
