/** Nothing but the broker names what a browser guards; the linter says so too, this reads every source. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = new URL('../../', import.meta.url).pathname;
const allowed = new Set(['lib/permissions/broker.ts']);

const GUARDED: Record<string, RegExp> = {
  clipboard: /\.clipboard\b|clipboardData|ClipboardEvent|execCommand|on:?paste\b|['"]paste['"]/,
  'camera and microphone': /getUserMedia|mediaDevices|MediaRecorder/,
  screen: /getDisplayMedia/,
  notification: /\bnew Notification\b|\bNotification\s*\.|\.showNotification\b|pushManager/,
  contacts: /navigator\s*\.\s*contacts|ContactsManager/,
  location: /geolocation/,
  files:
    /type=["']file["']|\.type = ['"]file['"]|showOpenFilePicker|showSaveFilePicker|showDirectoryPicker|webkitdirectory/,
  sensors: /Accelerometer|Gyroscope|Magnetometer|DeviceMotionEvent|DeviceOrientationEvent|\bIdleDetector\b/,
  devices: /navigator\s*\.\s*(bluetooth|usb|serial|hid)\b|requestMIDIAccess|NDEFReader/,
  fonts: /queryLocalFonts/,
  'lasting storage': /navigator\s*\.\s*storage\s*\.\s*persist\(/,
  'browser permission state': /navigator\s*\.\s*permissions\b/,
};

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return /\.(ts|svelte|js)$/.test(entry.name) && !/\.(test|gen|d)\.ts$/.test(entry.name) ? [path] : [];
  });
}

describe('guarded abilities', () => {
  const sources = files(source).filter((path) => !allowed.has(relative(source, path)));

  it('reads the sources', () => {
    expect(sources.length).toBeGreaterThan(50);
  });

  for (const [ability, pattern] of Object.entries(GUARDED)) {
    it(`names ${ability} in the broker only`, () => {
      const found = sources.filter((path) => pattern.test(readFileSync(path, 'utf8')));
      expect(found.map((path) => relative(source, path))).toEqual([]);
    });
  }
});
