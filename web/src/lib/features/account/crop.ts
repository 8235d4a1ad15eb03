/** Cropping a picture to a square: plain arithmetic, in the picture's own pixels. */

export interface Size {
  width: number;
  height: number;
}

/** Where the square lies: its centre as a share of the picture (0–1), and how far it is zoomed in (≥ 1). */
export interface Crop {
  x: number;
  y: number;
  zoom: number;
}

export interface Square {
  left: number;
  top: number;
  side: number;
}

export const ZOOM_MAX = 4;
/** Side of the uploaded picture in pixels. */
export const AVATAR_SIDE_PX = 512;

/** The square within the picture, moved inside where it would reach beyond an edge. */
export function square(picture: Size, crop: Crop): Square {
  const zoom = Math.min(ZOOM_MAX, Math.max(1, crop.zoom));
  const side = Math.min(picture.width, picture.height) / zoom;
  const left = clamp(crop.x * picture.width - side / 2, 0, picture.width - side);
  const top = clamp(crop.y * picture.height - side / 2, 0, picture.height - side);
  return { left, top, side };
}

/** The crop after dragging by a distance given in sides of the shown square. */
export function drag(picture: Size, crop: Crop, dx: number, dy: number): Crop {
  const now = square(picture, crop);
  return settle(picture, {
    ...crop,
    x: (now.left + now.side / 2 - dx * now.side) / picture.width,
    y: (now.top + now.side / 2 - dy * now.side) / picture.height,
  });
}

/** The same crop with its centre where the square really lies. */
export function settle(picture: Size, crop: Crop): Crop {
  const { left, top, side } = square(picture, crop);
  return {
    x: (left + side / 2) / picture.width,
    y: (top + side / 2) / picture.height,
    zoom: Math.min(ZOOM_MAX, Math.max(1, crop.zoom)),
  };
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), Math.max(min, max));
}

/**
 * Draws the square onto a canvas of the avatar's size and returns it as an image file.
 *
 * Drawing keeps the pixels alone: place, camera and time that the original file carries stay behind.
 */
export async function render(picture: ImageBitmap, crop: Crop): Promise<Blob> {
  const { left, top, side } = square(picture, crop);
  const canvas = document.createElement('canvas');
  const size = Math.round(Math.min(AVATAR_SIDE_PX, side));
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser cannot draw');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, left, top, side, side, 0, 0, size, size);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('no picture came out'))),
      'image/jpeg',
      0.9,
    ),
  );
}
