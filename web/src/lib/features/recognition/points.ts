/** What is sent, read back: the picture on the page is drawn from the very bytes that leave the device. */
import { FRAMES_MAX } from './finder';

/** A peak's place in the picture, from 0 to 1 each; `x` is time, `y` pitch. */
export interface Point {
  x: number;
  y: number;
}

/** Frames that pass without a peak. */
const SKIP = 63;
/** Steps of pitch. */
const PITCHES = 624;

export function pointsOf(bytes: Uint8Array): Point[] {
  const points: Point[] = [];
  let frame = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const word = bytes[at]! | (bytes[at + 1]! << 8);
    const gap = word >> 10;
    frame += gap;
    if (gap !== SKIP) points.push({ x: frame / FRAMES_MAX, y: (word & 0x3ff) / PITCHES });
  }
  return points;
}

/** Bytes as the request has them. */
export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
