/** Where the two virtual loudspeakers stand around the head. */

/** A place on the circle around the listener, in Web Audio's axes: x to the right, z to the back. */
export interface Place {
  x: number;
  z: number;
}

/** The point at an angle from straight ahead, clockwise seen from above; degrees, radius 1. */
export function placeAt(angleDeg: number): Place {
  const angle = (angleDeg * Math.PI) / 180;
  return { x: Math.sin(angle), z: -Math.cos(angle) };
}

/**
 * How a cosine and a sine of the turn add up to a speaker's place, so that oscillators can carry it around.
 *
 * At turn φ the place is `cosine * cos φ + sine * sin φ`.
 */
export function orbit(angleDeg: number): { cosine: Place; sine: Place } {
  return { cosine: placeAt(angleDeg), sine: placeAt(angleDeg + 90) };
}

/** Own and other channel's share of each speaker for a stereo width: 0 is mono, 1 as recorded, 2 wide. */
export function widthShares(width: number): { own: number; other: number } {
  return { own: (1 + width) / 2, other: (1 - width) / 2 };
}
